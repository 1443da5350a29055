import { initials, latinNames, type Region } from './region.ts';

/** Germany. */
export const de: Region = {
  locale: 'de-DE',
  given: latinNames(
    'Anna, Ben, Clara, David, Elif, Emil, Finn, Greta, Hannah, Jonas, Katharina, Lea, Leon, Lukas, Marie, Mehmet, Mia, Moritz, Nele, Oskar, Paul, Sabine, Sophie, Thomas, Jürgen, Stefanie',
  ),
  family: latinNames(
    'Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Koch, Bauer, Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Braun, Krüger, Hartmann, Yılmaz, Weiß, Vogel',
  ),
  fullName: (given, family) => `${given} ${family}`,
  monogram: initials,
  labels: ['Zuhause', 'Büro', 'Eltern', 'Ferienwohnung'],
  cities: [
    { name: 'Berlin', postalCodes: ['10115', '10437', '12047', '13347'] },
    { name: 'Hamburg', postalCodes: ['20095', '20357', '22765'] },
    { name: 'München', postalCodes: ['80331', '80798', '81667'] },
    { name: 'Köln', postalCodes: ['50667', '50823'] },
    { name: 'Leipzig', postalCodes: ['04109', '04229'] },
    { name: 'Freiburg im Breisgau', postalCodes: ['79098', '79102'] },
    { name: 'Münster', postalCodes: ['48143', '48155'] },
  ],
  streets: [
    'Lindenstraße',
    'Hauptstraße',
    'Gartenweg',
    'Schillerstraße',
    'Goethestraße',
    'Bergstraße',
    'Am Stadtpark',
    'Kastanienallee',
    'Mühlenweg',
    'Bahnhofstraße',
    'Rosenstraße',
    'Uferweg',
  ],
  streetLine: (street, houseNumber) => `${street} ${houseNumber}`,
  unitLine: (number) => `${1 + (number % 5)}. OG`,
};
