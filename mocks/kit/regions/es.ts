import { initials, latinNames, type Region } from './region.ts';

/** Spain. */
export const es: Region = {
  locale: 'es-ES',
  given: latinNames(
    'Lucía, Hugo, María, Martín, Paula, Daniel, Sofía, Pablo, Carmen, Alejandro, Elena, Javier, Marta, Álvaro, Laura, Sergio, Ana, Iván, Nuria, Jordi, Itziar, Íñigo',
  ),
  family: latinNames(
    'García López, Martínez Ruiz, Fernández Gil, Sánchez Mora, Pérez Vidal, Gómez Ortega, Martín Serrano, Jiménez Rojas, Díaz Castro, Moreno Vega, Muñoz Ibáñez, Álvarez Nieto, Romero Prieto, Navarro Peña, Torres Ferrer, Domínguez Cano, Ramos Soler, Gil Aguirre, Serra Puig, Molina León',
  ),
  fullName: (given, family) => `${given} ${family}`,
  monogram: initials,
  labels: ['Casa', 'Trabajo', 'Casa de mis padres', 'Apartamento de la playa'],
  cities: [
    { name: 'Madrid', postalCodes: ['28004', '28012', '28028'] },
    { name: 'Barcelona', postalCodes: ['08001', '08012', '08024'] },
    { name: 'Valencia', postalCodes: ['46001', '46006'] },
    { name: 'Sevilla', postalCodes: ['41001', '41010'] },
    { name: 'Bilbao', postalCodes: ['48001', '48011'] },
    { name: 'Málaga', postalCodes: ['29001', '29016'] },
  ],
  streets: [
    'Calle Mayor',
    'Calle de Alcalá',
    'Avenida de la Constitución',
    'Calle San Juan',
    'Paseo del Prado',
    'Calle del Olivo',
    'Plaza de España',
    'Calle Cervantes',
    'Calle de la Luna',
    'Ronda de Levante',
    'Calle Nueva',
  ],
  streetLine: (street, houseNumber) => `${street}, ${houseNumber}`,
  unitLine: (number) => `${1 + (number % 6)}º ${number % 2 === 0 ? 'izquierda' : 'derecha'}`,
};
