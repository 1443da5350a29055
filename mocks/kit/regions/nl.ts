import { initials, latinNames, type Region } from './region.ts';

/** The Netherlands. */
export const nl: Region = {
  locale: 'nl-NL',
  given: latinNames(
    'Emma, Daan, Sanne, Bram, Julia, Sem, Lotte, Thijs, Fleur, Lars, Anouk, Jeroen, Femke, Ruben, Noor, Pieter, Eva, Bas, Maud, Youssef, Iris, Koen',
  ),
  family: latinNames(
    'de Jong, Jansen, de Vries, van den Berg, Bakker, van Dijk, Visser, Smit, Meijer, de Boer, Mulder, de Groot, Bos, Vos, Peters, Hendriks, van Leeuwen, Dekker, Brouwer, de Wit, El Amrani, Kuipers',
  ),
  fullName: (given, family) => `${given} ${family}`,
  monogram: initials,
  labels: ['Thuis', 'Werk', 'Ouders', 'Vakantiehuis'],
  cities: [
    { name: 'Amsterdam', postalCodes: ['1012 AB', '1053 CK', '1091 GH'] },
    { name: 'Rotterdam', postalCodes: ['3011 AD', '3039 RK'] },
    { name: 'Utrecht', postalCodes: ['3511 LN', '3572 BT'] },
    { name: 'Den Haag', postalCodes: ['2511 CB', '2563 EP'] },
    { name: 'Groningen', postalCodes: ['9711 LM', '9717 KE'] },
    { name: 'Eindhoven', postalCodes: ['5611 EH', '5623 AP'] },
  ],
  streets: [
    'Prinsengracht',
    'Kerkstraat',
    'Dorpsstraat',
    'Molenweg',
    'Julianalaan',
    'Beukenlaan',
    'Stationsweg',
    'Havenkade',
    'Wilhelminastraat',
    'Oudegracht',
    'Schoolstraat',
  ],
  streetLine: (street, houseNumber) => `${street} ${houseNumber}`,
  unitLine: (number) => `${1 + (number % 4)} hoog`,
};
