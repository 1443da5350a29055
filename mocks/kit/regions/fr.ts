import { initials, latinNames, type Region } from './region.ts';

/** France. */
export const fr: Region = {
  locale: 'fr-FR',
  given: latinNames(
    'Camille, Louis, Chloé, Hugo, Inès, Jules, Léa, Gabriel, Manon, Nathan, Élodie, Théo, Amélie, Antoine, Juliette, Mathis, Zoé, Karim, Sarah, Étienne, Margaux, François, Noémie, Yanis',
  ),
  family: latinNames(
    'Martin, Bernard, Dubois, Petit, Durand, Leroy, Moreau, Simon, Laurent, Lefèvre, Michel, Garcia, Roux, Fournier, Girard, Bonnet, Mercier, Faure, Chevalier, Gauthier, Perrin, Benali, Lemaire, Noël',
  ),
  fullName: (given, family) => `${given} ${family}`,
  monogram: initials,
  labels: ['Domicile', 'Bureau', 'Chez mes parents', 'Maison de vacances'],
  cities: [
    { name: 'Paris', postalCodes: ['75003', '75011', '75018', '75020'] },
    { name: 'Lyon', postalCodes: ['69002', '69004', '69007'] },
    { name: 'Marseille', postalCodes: ['13001', '13006'] },
    { name: 'Bordeaux', postalCodes: ['33000', '33300'] },
    { name: 'Nantes', postalCodes: ['44000', '44200'] },
    { name: 'Lille', postalCodes: ['59000', '59800'] },
    { name: 'Strasbourg', postalCodes: ['67000', '67200'] },
  ],
  streets: [
    'rue de la République',
    'rue Victor Hugo',
    'avenue Jean Jaurès',
    'rue des Lilas',
    'boulevard Voltaire',
    'rue du Moulin',
    'place du Marché',
    'rue Pasteur',
    'quai des Tanneurs',
    'rue des Écoles',
    'impasse des Cerisiers',
    'avenue de la Gare',
  ],
  streetLine: (street, houseNumber) => `${houseNumber} ${street}`,
  unitLine: (number) => `Appartement ${number}`,
};
