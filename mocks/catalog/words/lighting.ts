import type { WordGroup } from './vocabulary.ts';

/** Lamps that stand and lamps that hang. */
export const lighting: WordGroup = {
  tags: ['dimmable', 'warm light', 'led', 'bedroom', 'living room', 'scandinavian', 'energy saving'],
  openings: [
    '{brand} drew the {series} {noun} for rooms where the ceiling light is never switched on.',
    'Good light is mostly about where it does not go, and this {noun} knows.',
    'With the {series}, {brand} went back to {material}, and to light that flatters faces.',
    'Switch on this {noun} at dusk, and the whole room slows down.',
    '{material} and warm light get along well, as the {series} {noun} shows.',
    'Few things change a room as quickly as a well-placed {noun}.',
  ],
  closings: [
    'An E27 bulb is included; swap it for any other without tools.',
    'A whole evening of light costs less than {two|three} cents.',
    'Spare shades are sold separately, so a stain is not the end of it.',
    'Assembly takes about {five|ten|fifteen} minutes and one screwdriver, which is in the box.',
    'We test every cable and socket before it leaves the workshop.',
    'Wipe with a dry cloth, and it will look the same in ten years.',
  ],
  leaves: {
    'floor-lamps': {
      nouns: ['floor lamp', 'reading lamp', 'arc lamp', 'tripod lamp'],
      materials: ['oak', 'walnut', 'brass', 'steel', 'rattan', 'bamboo'],
      openings: [
        'A {noun} that throws a soft pool of light where you sit, and leaves the rest of the room to the evening.',
        'The {series} {noun} stands {140|148|155|162} cm tall on a foot small enough for a narrow corner.',
        'Slim from the side and generous in its glow, this {noun} pairs {material} with a fabric shade.',
        'For the chair by the window: a {noun} that bends down to the page and up to the ceiling.',
        'Our designers spent a winter on one question, which was how little {material} a good {noun} needs.',
      ],
      details: [
        'The head tilts by {60|75|90} degrees and stays where you leave it.',
        'A dimmer on the cable takes it from bright work light to candle level.',
        'Its weighted base keeps it upright even when the dog runs past.',
        'The textile cable is {2|2.5|3} metres long, so the socket may be behind the sofa.',
        'The {material} is finished by hand, which gives each piece a slightly different grain and tone.',
        'The shade lifts off without tools when it is time to dust.',
      ],
    },
    'table-lamps': {
      nouns: ['table lamp', 'bedside lamp', 'desk lamp', 'portable lamp'],
      materials: ['ceramic', 'oak', 'brass', 'glass', 'paper', 'marble'],
      openings: [
        'A small {noun} with a big, even glow, happy on a sideboard or a stack of books.',
        'The {series} sits low, at {24|28|32|38} cm, and lights the table rather than your eyes.',
        '{series} is the {noun} you reach for half asleep: one touch on, one touch off.',
        'Shaped like a pebble, this {noun} makes the most of good {material} and a small bulb.',
        'A quiet {noun} for late letters, early coffees and everything in between.',
      ],
      details: [
        'Three brightness steps are remembered after you unplug it.',
        'Felt under the base protects wood and lacquer from scratches.',
        'The {material} body warms the light by a shade, like late afternoon sun.',
        'A USB-C port at the back charges a phone overnight.',
        'The switch sits on the base and not on the cable, where it is easy to find.',
        'It stays cool to the touch, so it can stand within reach of children.',
      ],
    },
    'pendant-lamps': {
      nouns: ['pendant lamp', 'pendant light', 'cluster pendant', 'dome pendant'],
      materials: ['bamboo', 'glass', 'copper', 'aluminium', 'felt', 'paper'],
      openings: [
        'Hung low over a table, this {noun} draws people in and keeps the glare out of their eyes.',
        'The {series} {noun} is {30|38|45|52} cm across and lighter than it looks.',
        '{series} turns a bare ceiling rose into the first thing visitors mention.',
        'A {noun} in {material} that is as good to look at by day, switched off.',
        'Made for kitchen islands and long dining tables, alone or in a row of three.',
      ],
      details: [
        'The cable can be shortened to any length between {40|50|60} and 150 cm.',
        'The inside is painted white, which doubles the light that reaches the table.',
        'It weighs under {one|two|three} kilograms and hangs from an ordinary hook.',
        'Works with any dimmer and with bulbs of up to {12|15} watts.',
        'The {material} is shaped over a wooden form, one at a time.',
        'A matching ceiling cup hides the terminals and fits uneven plaster.',
      ],
    },
  },
};
