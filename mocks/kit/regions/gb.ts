import { initials, latinNames, type Region } from './region.ts';

/** The United Kingdom. */
export const gb: Region = {
  locale: 'en-GB',
  given: latinNames(
    'Oliver, Amelia, George, Isla, Harry, Olivia, Jack, Freya, Arthur, Poppy, Callum, Aisha, Rhys, Eleanor, Imogen, Hamish, Priya, Edward, Charlotte, Tom, Megan, Alistair',
  ),
  family: latinNames(
    'Smith, Jones, Taylor, Brown, Williams, Wilson, Davies, Evans, Patel, Roberts, Walker, Wright, Thompson, Hughes, Green, Campbell, Stewart, Khan, Morgan, O’Neill, Clarke, Bennett, Shaw',
  ),
  fullName: (given, family) => `${given} ${family}`,
  monogram: initials,
  labels: ['Home', 'Work', 'Parents', 'Cottage'],
  cities: [
    { name: 'London', postalCodes: ['N1 9GU', 'E8 3RL', 'SE15 4QN', 'SW2 1JF'] },
    { name: 'Manchester', postalCodes: ['M1 4BT', 'M20 2WS'] },
    { name: 'Edinburgh', postalCodes: ['EH3 6SS', 'EH6 7RE'] },
    { name: 'Bristol', postalCodes: ['BS1 5TR', 'BS6 5QA'] },
    { name: 'Leeds', postalCodes: ['LS1 4AP', 'LS6 2UF'] },
    { name: 'Cardiff', postalCodes: ['CF10 1EP', 'CF24 3DG'] },
  ],
  streets: [
    'High Street',
    'Station Road',
    'Church Lane',
    'Victoria Road',
    'Park Avenue',
    'Mill Lane',
    'The Crescent',
    'Albert Terrace',
    'Orchard Close',
    'Queen’s Road',
    'Kingsway',
  ],
  streetLine: (street, houseNumber) => `${houseNumber} ${street}`,
  unitLine: (number) => `Flat ${number}`,
};
