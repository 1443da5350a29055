import type { WordGroup } from './vocabulary.ts';

/** What plugs into the things people already own. */
export const electronics: WordGroup = {
  tags: ['usb-c', 'minimal', 'travel', 'home office', 'gift idea', 'repairable', 'everyday carry'],
  openings: [
    '{brand} kept the {series} free of lights, chimes and companion apps.',
    'Take it out of the box, plug it in, forget about it: that is {series}.',
    '{series} is what happens when engineers listen to furniture makers.',
    'It does one thing, does it well and looks calm about it.',
    '{brand} designed the {series} for desks, bags and bedside tables with little room to spare.',
    'Small, sturdy and easy on the eye, {series} belongs to the things that stay.',
  ],
  closings: [
    'Designed by a studio of {six|nine|fourteen} and built by people we know by name.',
    'Wears and breaks like anything else, so we sell every part of it.',
    'If it ever fails, it is repaired within {five|seven|ten} days.',
    'Ships in a box without plastic.',
    'Covered by a {two|three|five}-year warranty, no questions asked.',
    'Works with everything that follows the standard, whatever its logo.',
  ],
  leaves: {
    'headphones': {
      nouns: ['headphones', 'in-ear headphones', 'studio headphones', 'earbuds'],
      materials: ['wireless', 'noise-cancelling', 'wired', 'graphene', 'walnut', 'aluminium'],
      openings: [
        '{series} {noun} let you hear the room in the recording, and nothing of the one you are in.',
        'Long flights, open offices, late piano practice: these {noun} have done them all.',
        'Tuned by a retired sound engineer who still complains about the bass, kindly.',
        'Comfortable for the length of an opera, intervals included.',
        'Plain {noun} with honest sound and buttons you can feel.',
      ],
      details: [
        'One charge lasts {24|30|38|52} hours; ten minutes on the cable add four.',
        'Pads and cable come off without tools and cost little to replace.',
        'Pairs with two devices and never argues about which one rings.',
        'They weigh {38|160|185|240} grams and fold into a case the size of a fist.',
        'The microphone ignores keyboards, traffic and most toddlers.',
        'Drivers are matched in pairs to within half a decibel.',
      ],
    },
    'keyboards': {
      nouns: ['keyboard', 'mechanical keyboard', 'compact keyboard', 'split keyboard'],
      materials: ['aluminium', 'walnut', 'low-profile', 'wireless', 'silent', 'bamboo'],
      options: { name: 'Layout', values: ['US', 'UK', 'German', 'French', 'Spanish'] },
      openings: [
        'A {noun} that makes a spreadsheet sound like rain on a roof.',
        'The {series} {noun} leaves out the number block and gives the mouse its place back.',
        'Deep keys, short travel, no flex: a {noun} for people who write for a living.',
        'Built around a plate of solid metal, so it stays where you put it.',
        'Quiet enough for a shared desk, lively enough to keep you awake.',
      ],
      details: [
        'Switches are hot-swappable: pull one out, push another in.',
        'The legends go all the way through the caps and cannot wear off.',
        'Its battery lasts {three|six|nine} months with the light off.',
        'Switches between three computers at the touch of a key.',
        'Feet at the back give it a tilt of {4|6|8} degrees.',
        'Every key can be reassigned, and the keyboard itself remembers.',
      ],
    },
    'chargers': {
      nouns: ['wall charger', 'charging stand', 'power bank', 'wireless charger', 'charging hub'],
      materials: ['compact', 'GaN', 'walnut', 'travel', 'magnetic', 'fabric'],
      openings: [
        'A {noun} of {20|30|45|65|100} watts, hardly larger than the plug it replaces.',
        'The {series} {noun} feeds laptop, phone and earbuds from one socket.',
        'Set the phone down in the dark, anywhere near, and it charges.',
        'A {noun} that does not hum, blink or get hot.',
        'Clears the bedside table of everything except the book.',
      ],
      details: [
        'It shares the power out by itself, as devices come and go.',
        'Folding pins fit sockets behind beds and in old hotels.',
        'Half a charge takes about {25|30|35} minutes on current phones.',
        'In standby it draws less than {0.05|0.1} watts.',
        'Protected against heat, overload and cheap cables.',
        'Rubber feet keep it in place when you pull the phone away.',
      ],
    },
    'phone-cases': {
      nouns: ['phone case', 'phone wallet', 'phone sleeve', 'bumper case'],
      materials: ['leather', 'felt', 'cork', 'wool', 'silicone', 'canvas'],
      openings: [
        'A {noun} that survives the drop from the table and looks good on it.',
        'The {series} {noun} adds {1.2|1.5|2} mm, a good grip and nothing else.',
        'Soft {material} that picks up a patina where your fingers are.',
        'For people who would like to see less glass in their day.',
        'Slim, warm to the touch and never slippery.',
      ],
      details: [
        'A raised rim keeps the lens off the table.',
        'It works with magnetic and wireless charging without taking it off.',
        'Buttons have their own caps and still click.',
        'A slot inside the back takes {one card|two cards|three cards}.',
        'The {material} is a leftover of furniture making.',
        'Tested with {26|40} falls from a height of two metres.',
      ],
    },
  },
};
