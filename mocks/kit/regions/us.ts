import { initials, latinNames, type Region } from './region.ts';

/** The United States. */
export const us: Region = {
  locale: 'en-US',
  given: latinNames(
    'Emily, Michael, Jessica, Joshua, Ashley, Matthew, Sophia, Tyler, Madison, Andrew, Grace, Ethan, Maya, Carlos, Naomi, Jamal, Hannah, Logan, Ava, Diego, Chloe, Marcus, Olivia, Wei',
  ),
  family: latinNames(
    'Johnson, Williams, Brown, Miller, Davis, Rodriguez, Martinez, Anderson, Thomas, Jackson, White, Harris, Nguyen, Lewis, Robinson, Walker, Young, King, Scott, Torres, Hill, Chen, Flores, Baker, Rivera',
  ),
  fullName: (given, family) => `${given} ${family}`,
  monogram: initials,
  labels: ['Home', 'Office', 'Parents', 'Cabin'],
  cities: [
    { name: 'New York, NY', postalCodes: ['10011', '10025', '11215'] },
    { name: 'Portland, OR', postalCodes: ['97205', '97214'] },
    { name: 'Chicago, IL', postalCodes: ['60614', '60622'] },
    { name: 'Austin, TX', postalCodes: ['78701', '78704'] },
    { name: 'Seattle, WA', postalCodes: ['98103', '98122'] },
    { name: 'Denver, CO', postalCodes: ['80205', '80211'] },
    { name: 'Boston, MA', postalCodes: ['02116', '02130'] },
  ],
  streets: [
    'Maple Street',
    'Oak Avenue',
    'Washington Street',
    'Lake Drive',
    'Sunset Boulevard',
    'Cedar Lane',
    'Elm Street',
    'Park Place',
    'Highland Avenue',
    'Jefferson Street',
    'River Road',
  ],
  // House numbers there run by the block.
  streetLine: (street, houseNumber) => `${houseNumber * 17} ${street}`,
  unitLine: (number) => `Apt ${number}B`,
};
