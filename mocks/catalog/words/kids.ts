import type { WordGroup } from './vocabulary.ts';

/** What children play with and sleep under. */
export const kids: WordGroup = {
  tags: ['from 1 year', 'from 3 years', 'nursery', 'heirloom', 'easy care', 'gift idea', 'quiet play'],
  openings: [
    '{brand} tried the {series} out on its own children, who kept the prototypes.',
    'Made for small people with big plans.',
    'There is a story in every {noun}, and {series} leaves it to the child.',
    '{series} is cheerful without being loud, which parents notice first.',
    'Of all the things from {brand}, this {noun} is the one that gets handed down.',
    'A first {noun} should be simple, soft-edged and hard to wear out.',
  ],
  closings: [
    'All colours and finishes pass the chewing test.',
    'Tested to EN 71, and by four kindergartens.',
    'Suitable from {birth|twelve months|eighteen months|three years}.',
    'Comes in a cotton bag that becomes a toy of its own.',
    'Sturdy enough for the second child, and for the cousins after that.',
    'For every one sold, we plant a {birch|larch|lime tree}.',
  ],
  leaves: {
    'wooden-toys': {
      nouns: [
        'train set',
        'stacking tower',
        'block set',
        'pull-along duck',
        'marble run',
        'toy kitchen',
        'puzzle',
      ],
      materials: ['beech', 'birch', 'maple', 'ash', 'alder', 'limewood'],
      openings: [
        'A {noun} without batteries, sounds or instructions.',
        'The {series} {noun} grows with its owner: first it is chewed, then stacked, then a castle.',
        'Rounded corners, smooth {material} and a weight that small hands like.',
        'On rainy afternoons, this is what the living-room floor is for.',
        'Made from offcuts of a furniture workshop, {series} never looks quite the same twice.',
      ],
      details: [
        'The {material} is sanded four times and oiled once.',
        'It has {12|18|24|36|48} parts, and lost ones can be ordered singly.',
        'Fits the tracks and blocks of other makers too.',
        'Trains patience, fingers and the grown-ups who have to tidy up.',
        'All parts are larger than they need to be to be safe.',
        'The pieces click together softly and come apart without tears.',
      ],
    },
    'soft-toys': {
      nouns: ['bear', 'rabbit', 'fox', 'elephant', 'whale', 'sheep', 'hedgehog'],
      materials: ['plush', 'linen', 'knitted', 'corduroy', 'cotton', 'wool'],
      openings: [
        'A {material} {noun} with long arms, good for holding on to.',
        '{series} the {noun} is {18|24|32|40} cm tall and a very good listener.',
        'This {noun} has travelled in prams, planes and at least one washing machine.',
        'Floppy, friendly and a bit serious about the eyes.',
        'A {noun} that looks as though it had already been loved for a year.',
      ],
      details: [
        'Eyes and nose are embroidered, so nothing can come off.',
        'Filled with {sheep’s wool|recycled fibre|millet and fleece}, and pleasantly heavy at the bottom.',
        'Goes through the wash at {30|40} degrees and comes out fluffier.',
        'The ears are lined with a print found on no other one.',
        'Its scarf can be taken off, and knitted again by a patient grandparent.',
        'Small enough for a pocket in the rucksack, large enough for the night.',
      ],
    },
    'kids-bedding': {
      nouns: ['duvet cover set', 'cot blanket', 'bed linen set', 'baby sleeping bag', 'fitted sheet'],
      materials: ['muslin', 'cotton', 'jersey', 'flannel', 'percale', 'linen'],
      options: { name: 'Size', values: ['70 × 100 cm', '100 × 135 cm', '120 × 150 cm', '135 × 200 cm'] },
      openings: [
        'A {noun} printed with {whales|foxes|clouds|a night train|mushrooms}, one of which is asleep.',
        'The {series} {noun} is soft from the first night and softer from the tenth.',
        'Breathing {material} for children who kick the covers off anyway.',
        'Drawn by hand in a picture-book style, this {noun} is good for a story before lights-out.',
        'Calm colours by day, small stars that show in the dark.',
      ],
      details: [
        'The closure is at the side, out of reach of busy fingers.',
        'Its {material} is certified organic, down to the thread.',
        'It can be washed at 60 degrees and needs no ironing.',
        'Corners are marked, so that even a half-asleep parent gets it right.',
        'Prints are fixed without solvents and stay bright.',
        'Two layers are woven into one, which keeps warmth and lets damp out.',
      ],
    },
  },
};
