import type { WordGroup } from './vocabulary.ts';

const letters = { name: 'Size', values: ['XS', 'S', 'M', 'L', 'XL', 'XXL'] };

/** What people wear. */
export const clothing: WordGroup = {
  tags: [
    'small batch',
    'unisex',
    'fair trade',
    'everyday',
    'slow fashion',
    'made in portugal',
    'plastic-free',
  ],
  openings: [
    '{brand} made the {series} for days that begin early and end late.',
    'Good {material}, cut with care and sewn to be mended.',
    '{series} is {brand} at its plainest, and many say at its best.',
    'Clothes like these get better while you are not looking.',
    'The colours of {series} were taken from a walk along the shore in {October|November|March}.',
    'Wear it on Monday, wear it on Sunday: {series} does not mind.',
  ],
  closings: [
    'Made in batches of {sixty|eighty|a hundred and twenty}, so shades and sizes do sell out.',
    'Sewn in a family-run workshop near {Porto|Braga|Biella|Izmir}.',
    'Wash it cold and inside out, and hang it to dry.',
    'A length of matching yarn for mending is tucked into the parcel.',
    'Dyed with {plant colours|a third of the usual water} and fixed to last.',
    'Send it back worn out, and we turn it into insulation.',
  ],
  leaves: {
    't-shirts': {
      nouns: ['t-shirt', 'long-sleeve', 'raglan tee', 'pocket tee', 'henley'],
      materials: ['cotton', 'linen', 'merino', 'bamboo', 'jersey', 'slub'],
      options: letters,
      openings: [
        'A {noun} with some weight to it: {160|180|210|240} grams of {material} that hang straight.',
        'The {series} {noun} is the one that leaves the drawer first.',
        'Cut a little boxy and a little long, so it works tucked in or not.',
        'Soft from the first wear, this {noun} has been washed twice before you get it.',
        'No print, no label, no side seam to twist: just a {noun} done properly.',
      ],
      details: [
        'The collar is ribbed with a little elastane and keeps its shape.',
        'Shoulder seams are taped, which is why they will not sag.',
        'The {material} comes from a mill that cleans its own water.',
        'Sleeves end at mid-arm and stay put.',
        'The hem is double stitched and survives the tumble dryer.',
        'The colour is in the yarn and does not wash out grey.',
      ],
    },
    'sweaters': {
      nouns: ['sweater', 'cardigan', 'turtleneck', 'crew-neck sweater', 'fisherman sweater'],
      materials: ['merino', 'lambswool', 'cashmere', 'cotton', 'alpaca', 'shetland'],
      options: letters,
      openings: [
        'A {noun} for the months when a coat is too much and a shirt is not enough.',
        'The {series} {noun} is knitted in one piece, so there are no seams to feel.',
        'Dense {material}, ribbed cuffs and a neck that does not scratch.',
        'Made on {thirty|forty|fifty}-year-old machines by people who can mend them.',
        'Roomy enough for a shirt beneath, slim enough for a jacket above.',
      ],
      details: [
        'The {material} keeps you warm at a standstill and cool on the climb.',
        'Saddle shoulders move with you.',
        'Elbows are knitted double, where sweaters wear out first.',
        'It gets softer with time and pills less than most.',
        'The yarn is traced back to {nine|fourteen|twenty-two} farms.',
        'Side slits let the hem fall neatly over a belt.',
      ],
    },
    'jackets': {
      nouns: ['rain jacket', 'parka', 'overshirt', 'chore jacket', 'quilted jacket'],
      materials: ['waxed-cotton', 'ripstop', 'canvas', 'wool', 'softshell', 'denim'],
      options: letters,
      openings: [
        'A {noun} that has an answer to most kinds of weather.',
        'The {series} {noun} looks at home in town and does not mind the moor.',
        'Four pockets outside, two inside, and not one in the wrong place.',
        'Tough {material} on the outside, brushed and friendly on the inside.',
        'This {noun} breaks in like a pair of boots and then is yours for good.',
      ],
      details: [
        'The hood turns with your head and rolls away into the collar.',
        'A two-way zip makes it easy on the bicycle.',
        'Cuffs close with a tab that gloved fingers can find.',
        'Underarm gussets let you reach up without baring your back.',
        'The lining carries a large pocket for a map or a newspaper.',
        'Wind does not get through, while most of the steam gets out.',
      ],
    },
    'scarves': {
      nouns: ['scarf', 'shawl', 'neckerchief', 'snood'],
      materials: ['merino', 'silk', 'cashmere', 'cotton', 'mohair', 'lambswool'],
      openings: [
        'A {noun} long enough to be wound twice and tied once.',
        'The {series} {noun} weighs next to nothing and is missed at once when you forget it.',
        'Fine {material} with a check that you only see up close.',
        'Warm at the throat, light on the shoulders, small in the pocket.',
        'The {noun} that finishes a coat.',
      ],
      details: [
        'The ends are eyelash fringed, a slow way of doing it and the prettiest.',
        'It measures {30 by 180|35 by 190|70 by 200} cm.',
        'Woven on wooden looms at a mill by a river.',
        'The {material} does not itch, and we asked people who would know.',
        'Two tones change places on the reverse.',
        'Folds flat enough to lie between the pages of a book.',
      ],
    },
    'socks': {
      nouns: ['socks', 'hiking socks', 'ankle socks', 'knee socks', 'bed socks'],
      materials: ['merino', 'cotton', 'bamboo', 'wool', 'cashmere', 'linen'],
      options: { name: 'Size', values: ['35–38', '39–42', '43–46', '47–49'] },
      openings: [
        'Ribbed {noun} that stay up without leaving a mark.',
        '{series} {noun} have a left and a right, as feet do.',
        'Soft {material} where it is touched, tough yarn where it rubs.',
        'The {noun} that people buy once as a gift and then again for themselves.',
        'Thick enough for boots, thin enough for the office.',
      ],
      details: [
        'The toe seam is closed by hand and lies flat.',
        'Heel and toe are reinforced with a thread of nylon.',
        'A cushioned sole takes the sting out of gravel.',
        'The {material} dries overnight on a radiator, or on a tent line.',
        'They come in a pair, and we sell single ones if the dryer eats one.',
        'Guaranteed against holes for {two|three|five} years.',
      ],
    },
  },
};
