import type { WordGroup } from './vocabulary.ts';

/** What makes a sofa or a floor soft. */
export const textiles: WordGroup = {
  tags: ['handwoven', 'natural fibre', 'living room', 'bedroom', 'cosy', 'oeko-tex', 'neutral tones'],
  openings: [
    '{brand} has the {series} woven at a small mill that has done little else since {1894|1911|1932}.',
    'Touch first, look later: this {noun} wins people over by hand.',
    'A room with a {noun} like this one sounds different, softer.',
    '{material} at its best, undyed at heart and finished with a light hand.',
    'The {series} {noun} comes in shades taken from stones, lichen and wet slate.',
    'An honest {noun} in {material}, without tassels, slogans or sequins.',
  ],
  closings: [
    'Wash it cool or have it cleaned; dried flat, it keeps its shape.',
    'Dyed in small lots, so order pairs together for a perfect match.',
    'A loop on the back is handy for hanging it out to air.',
    'The yarn is certified free of harmful substances.',
    'Colours deepen a little in the first wash and then stay.',
    'Vacuum gently and turn it now and then to even out the wear.',
  ],
  leaves: {
    cushions: {
      nouns: ['cushion', 'floor cushion', 'lumbar cushion', 'bolster'],
      materials: ['linen', 'velvet', 'boucle', 'wool', 'cotton', 'corduroy'],
      openings: [
        'A {noun} in dense {material} that gives a plain sofa a reason to be sat on.',
        'The {series} {noun} has piped edges, a hidden zip and a back as good as its front.',
        'Plump without being stiff, {series} props up a reader for a whole chapter.',
        'Somewhere between a {noun} and a hug, in {material} that softens month by month.',
        'Woven with a faint rib, this {noun} catches the light differently from every side.',
      ],
      details: [
        'The filling is {duck feather|recycled fibre|kapok|wool fleece}, in an inner cover of its own.',
        'Its {material} was rubbed forty thousand times in the lab and barely noticed.',
        'It measures {40 by 40|45 by 45|50 by 50|40 by 60} cm without the piping.',
        'The zip runs along the bottom seam, where nobody will see it.',
        'Mix two shades of one series, and the set looks collected rather than bought.',
        'Small irregularities come from the loom and tell it from a print.',
      ],
    },
    throws: {
      nouns: ['throw', 'blanket', 'bedspread', 'plaid'],
      materials: ['merino', 'alpaca', 'cotton', 'mohair', 'linen', 'lambswool'],
      openings: [
        'A {noun} large enough for two people and one film.',
        'The {series} {noun} weighs {700|850|950|1,200} grams: enough to feel, not enough to press.',
        'Spun from {material} and woven slowly, this is the {noun} that guests ask about.',
        'For the foot of the bed in summer and the whole of you in winter.',
        'Brushed on one side only, {series} is warm against the skin and smooth to look at.',
      ],
      details: [
        'The fringe is knotted by hand, about {two|three|four} hundred knots a piece.',
        'It measures {130 by 170|130 by 180|140 by 200} cm, fringe not included.',
        'A herringbone weave keeps the {material} from pilling.',
        'Folded, it fits a basket; unfolded, it covers a double bed to the edge.',
        'The selvedge is reinforced, because this is where blankets give up first.',
        'It airs well: a night on the line does what a wash would.',
      ],
    },
    rugs: {
      nouns: ['rug', 'flatweave rug', 'runner', 'shaggy rug'],
      materials: ['wool', 'jute', 'cotton', 'sisal', 'hemp', 'linen'],
      options: {
        name: 'Size',
        values: ['80 × 150 cm', '120 × 170 cm', '160 × 230 cm', '200 × 300 cm', '250 × 350 cm'],
      },
      openings: [
        'A {noun} that ties chairs and table together and takes the echo out of the room.',
        'The {series} {noun} is {6|9|12|18} mm thick and kind to bare feet.',
        'Hard-wearing {material} in a pattern calm enough to live with for years.',
        'Tufted in rows so fine that the {noun} changes tone as you walk past it.',
        'Drawn from an old field map, the {series} pattern never quite repeats itself.',
      ],
      details: [
        'The {material} shrugs off crumbs and forgives the occasional spill.',
        'It lies flat from the first day and works with underfloor heating.',
        'Edges are bound in cotton tape, sewn and not glued.',
        'Low enough for doors and robot vacuums to pass over.',
        'Expect a little fluff in the first weeks; this is spare yarn leaving.',
        'A rug pad in your size stops it from wandering on smooth floors.',
      ],
    },
  },
};
