import type { WordGroup } from './vocabulary.ts';

/** What food is cooked in and cut with. */
export const cookware: WordGroup = {
  tags: ['professional', 'lifetime guarantee', 'handmade', 'gift idea', 'slow food', 'weekday dinners'],
  openings: [
    '{brand} asked {nine|twelve|twenty} cooks what annoys them most and then made the {series}.',
    'The {series} {noun} is meant for daily use and shows no vanity about it.',
    'Some tools teach you to cook better; this {noun} is one.',
    'From the {brand} workshop comes a {noun} that will see several kitchens.',
    'Whoever has used this {noun} for a week does not go back.',
    'A plain, well-made {noun}, as they used to hang in country kitchens.',
  ],
  closings: [
    'Backed by a guarantee of {ten|fifteen|twenty-five} years.',
    'Hand washing keeps the finish; the dishwasher will not kill it either.',
    'Arrives in a plain card box that is easy to recycle or to wrap.',
    'Comes with a short care guide that is worth the two minutes.',
    'Used for a year in our own staff kitchen before we put it on sale.',
    'Replacement parts stay available for as long as we make the series.',
  ],
  leaves: {
    'frying-pans': {
      nouns: ['frying pan', 'skillet', 'saute pan', 'crepe pan'],
      materials: ['cast-iron', 'carbon-steel', 'copper', 'stainless', 'ceramic-coated', 'aluminium'],
      options: { name: 'Diameter', values: ['20 cm', '24 cm', '26 cm', '28 cm', '32 cm'] },
      openings: [
        'A {material} {noun} that gets properly hot and stays there when the food goes in.',
        'The {series} {noun} browns evenly from rim to rim, even on a ring that is too small.',
        'If you own a single {noun}, it should sear, roast and slide out an omelette; {series} does.',
        'Heavier than a bargain and lighter than an anvil, with a handle that stays cool.',
        'A {noun} that improves with every dinner and ends up in somebody’s will.',
      ],
      details: [
        'The base is {3|4|4.5|5} mm thick and stays flat on induction.',
        'Sloping sides make room for the spatula, and for showing off.',
        'Its handle is riveted in {two|three} places and angled for a short reach.',
        'Goes from hob to oven at up to {220|240|260} degrees.',
        'A pouring lip on either side serves left-handed cooks too.',
        'Seasoned at the factory with plain flaxseed oil, and ready for tonight.',
      ],
    },
    'cooking-pots': {
      nouns: ['casserole', 'stockpot', 'saucepan', 'dutch oven'],
      materials: ['enamel', 'stainless-steel', 'cast-iron', 'copper', 'stoneware', 'titanium'],
      options: { name: 'Capacity', values: ['1.5 l', '2.5 l', '3.5 l', '5 l', '7 l'] },
      openings: [
        'A {noun} for the dishes that need an afternoon and very little else.',
        'The {series} {noun} holds its heat so well that the last hour can happen with the hob off.',
        'Soup on Monday, bread on Sunday: the {noun} that never makes it back into the cupboard.',
        '{series} has a lid heavy enough to keep the steam in and a knob wide enough for oven gloves.',
        'Good {material}, honest walls and two handles you can trust with a full load.',
      ],
      details: [
        'Ridges under the lid send condensation back onto the roast.',
        'Litre marks inside spare you the measuring jug.',
        'The {material} does not react with tomatoes, wine or lemon.',
        'Nests inside the next larger size to save shelf space.',
        'Suitable for gas, ceramic, induction and a camp fire if need be.',
        'The rim is flared, so it pours without a trail down the side.',
      ],
    },
    'kitchen-knives': {
      nouns: ['chef’s knife', 'bread knife', 'paring knife', 'santoku', 'carving knife', 'utility knife'],
      materials: ['damascus', 'carbon-steel', 'olive-wood', 'walnut', 'ash', 'stainless'],
      openings: [
        'A {noun} that falls through a ripe tomato under its own weight.',
        'The {series} {noun} is forged from a single bar and ground by hand on a wet stone.',
        'Well balanced at the bolster, this {noun} feels shorter than it is.',
        'The kind of {noun} you lend to nobody.',
        'Made for people who cook daily: thin behind the edge, plain everywhere else.',
      ],
      details: [
        'The blade is hardened to {56|58|60|61} HRC and easily brought back on a steel.',
        'A full tang runs through the handle, held by three brass rivets.',
        'Its rounded spine is kind to the finger that guides it.',
        'The edge is set at {12|15|17} degrees on either side.',
        'Comes with a card sheath for the drawer.',
        'The handle is oiled, not lacquered, for a safe grip with wet hands.',
      ],
    },
  },
};

/** What food and drink are served in. */
export const tableware: WordGroup = {
  tags: ['dishwasher-safe', 'everyday', 'handmade', 'stackable', 'breakfast', 'gift idea', 'lead-free'],
  openings: [
    '{brand} makes the {series} in small batches, on weekdays, with the radio on.',
    'Set a table with {series}, and nobody asks for a tablecloth.',
    'This {noun} feels good in the hand, which is half the meal.',
    'The {series} {noun} began as a gift for a friend and never left the range.',
    'Quiet in shape and lively up close, as things made by hand are.',
    'There is always room on the shelf for one more {noun}.',
  ],
  closings: [
    'Safe in the dishwasher, on the gentle programme too.',
    'Finished by hand, so no two are quite the same.',
    'Sold singly, because it is never the whole set that breaks.',
    'Packed in moulded paper; breakages in the post are on us.',
    'The series is permanent: you will find its matching pieces years from now.',
    'Stacks neatly, {four|five|six} high.',
  ],
  leaves: {
    'mugs': {
      nouns: ['mug', 'espresso cup', 'tea bowl', 'tumbler', 'latte cup'],
      materials: ['stoneware', 'porcelain', 'faience', 'earthenware', 'bone-china', 'terracotta'],
      openings: [
        'A {noun} with a thumb rest in just the right place.',
        'The {series} {noun} keeps coffee warm to the last sip, which is a matter of thick walls and a narrow mouth.',
        'Turned from {material} and dipped once, with a bare foot that shows the clay.',
        'A {noun} for the first quiet quarter of an hour of the day.',
        'Plain outside, glossy inside, {series} is the {noun} that everyone takes first.',
      ],
      details: [
        'It holds {180|250|320|380} ml, measured to a finger below the rim.',
        'The handle takes three fingers, gloves included.',
        'A speckled glaze hides the tea line between two washes.',
        'The rim is thin and rounded, as you notice on the first sip.',
        'Its {material} is fired twice and does not chip easily.',
        'The foot is ground smooth and leaves no marks on a wooden table.',
      ],
    },
    'plates-and-bowls': {
      nouns: ['dinner plate', 'pasta bowl', 'serving bowl', 'side plate', 'cereal bowl'],
      materials: ['stoneware', 'porcelain', 'faience', 'earthenware', 'bone-china', 'terracotta'],
      openings: [
        'A {noun} with a raised edge, so sauce and peas stay where they belong.',
        'The {series} {noun} is {15|19|22|27} cm across and slightly off round, on purpose.',
        'Everyday {material}, made with the care usually kept for Sundays.',
        'This {noun} makes scrambled eggs look like a plan.',
        'Matt outside and glossy within, {series} frames whatever you put on it.',
      ],
      details: [
        'Knives leave no grey marks on it.',
        'It warms in the oven at up to {120|150|180} degrees.',
        'The {material} is light enough to carry four at a time.',
        'A reactive glaze pools at the rim and breaks into a second colour.',
        'Its wide rim is easy to hold with a full load of soup.',
        'Made by a pottery of eleven people, in business since {1908|1926|1951}.',
      ],
    },
    'glassware': {
      nouns: ['wine glass', 'water glass', 'carafe', 'whisky tumbler', 'champagne flute'],
      materials: ['crystal', 'mouth-blown', 'recycled-glass', 'ribbed', 'smoked', 'borosilicate'],
      options: { name: 'Pieces', values: ['Single', 'Set of 2', 'Set of 4', 'Set of 6', 'Set of 12'] },
      openings: [
        'A {noun} so clear that it all but disappears once it is filled.',
        'The {series} {noun} has a fine rim, a steady foot and no pretensions.',
        'Elegant enough for a toast and tough enough for lunch on the terrace.',
        'Drawn from a single gob of glass, {series} has no seam to catch the lip.',
        'A {noun} for water, wine and the flowers from the garden.',
      ],
      details: [
        'It holds {200|280|350|450} ml and fits the upper basket of any dishwasher.',
        'Tiny bubbles show that a person blew into it.',
        'The base is thick enough to stand firmly on grass.',
        'Tempered against heat: hot tea one minute, ice the next.',
        'Made from {60|80|100} percent returned bottles.',
        'A faint ripple throws patterns on the tablecloth when the sun is low.',
      ],
    },
  },
};
