import type { Vocabulary } from './vocabulary.ts';

/** English reviews. */
export const en: Vocabulary = {
  separator: ' ',
  titles: {
    5: [
      'Exactly what I wanted',
      'Could not be happier',
      'Love it',
      'Worth every penny',
      'A small everyday joy',
      'Would buy again',
    ],
    4: ['Very good, one small thing', 'Happy with it', 'Nearly perfect', 'Solid choice', 'Good buy'],
    3: ['It is all right', 'Good and bad', 'Expected a bit more', 'Does the job', 'Mixed feelings'],
    2: ['Rather disappointed', 'Not for me', 'Had hoped for better', 'Below my expectations', 'Only so-so'],
    1: ['Do not bother', 'Sent it back', 'Very disappointing', 'Regret buying this', 'Avoid'],
  },
  openings: {
    5: [
      'I looked for something like this for months and finally found it.',
      'Second one I have bought, this time as a present for my sister.',
      'It has been with us for half a year and I still smile when I see it.',
      'I was sceptical at first, but this won me over within a day.',
      'My partner picked it and I have to admit it was the right choice.',
      'Three of my friends have asked where I got it.',
    ],
    4: [
      'All in all I am very pleased with this purchase.',
      'I have had it for about six weeks now and would choose it again.',
      'Bought after reading the other reviews, and they were mostly right.',
      'A good purchase that just misses the fifth star.',
      'It replaced an old favourite of mine and does so well.',
    ],
    3: [
      'I am in two minds about this one.',
      'After a month I can say that it is decent, no more and no less.',
      'Not a bad product, but nothing to get excited about either.',
      'My husband likes it more than I do.',
      'It does what it should, with some reservations.',
    ],
    2: [
      'I wanted to like it, but I cannot.',
      'The pictures raised my hopes more than they should have.',
      'After two weeks the first impression has faded.',
      'For me this was not a good purchase.',
      'I would probably have returned it if I had not missed the date.',
    ],
    1: [
      'I rarely write bad reviews, but this one has earned it.',
      'What a waste of money.',
      'I am really annoyed with this purchase.',
      'It went straight back in the box.',
      'Nothing about this was as it should be.',
    ],
  },
  closings: {
    5: [
      'Highly recommended.',
      'I would order it again without a second thought.',
      'Five stars from me.',
      'Thank you, and keep it up!',
    ],
    4: [
      'I can recommend it.',
      'Still a clear thumbs up.',
      'I would buy it again.',
      'Four well-earned stars.',
    ],
    3: [
      'It may suit others better.',
      'I will keep it, but I would look around more next time.',
      'Three stars seem fair.',
      'In a sale I might think differently.',
    ],
    2: [
      'I would not buy it again.',
      'Next time I will go for another brand.',
      'Two stars, and that is generous.',
      'Look around before you decide.',
    ],
    1: [
      'I cannot recommend this to anyone.',
      'My money is better spent elsewhere.',
      'Never again.',
      'One star only because zero is not possible.',
    ],
  },
  general: {
    quality: {
      good: [
        'It feels well made down to the details.',
        'The materials are better than I expected.',
        'No sign of wear so far, although we use it every day.',
      ],
      minor: [
        'The finish could be a little neater in one or two places.',
        'Mine had a tiny flaw that nobody but me would notice.',
      ],
      bad: [
        'It started to come apart after a few days.',
        'It feels cheap as soon as you hold it.',
        'The workmanship is careless.',
      ],
    },
    look: {
      good: [
        'It looks even better than in the pictures.',
        'The design is simple and beautiful.',
        'The colours are warm and go with everything.',
      ],
      minor: ['The colour is a touch darker than I had imagined.', 'The logo could have been more discreet.'],
      bad: ['It looks nothing like something at this price.', 'The colour is dull and a little patchy.'],
    },
    delivery: {
      good: [
        'Delivery took two days and everything was well packed.',
        'It arrived a day early.',
        'The parcel was free of plastic, which I appreciate.',
      ],
      minor: [
        'Delivery took a few days longer than announced.',
        'The box was far too large for what was inside.',
      ],
      bad: [
        'The parcel took three weeks and nobody could tell me where it was.',
        'It arrived scratched because there was hardly any padding.',
      ],
    },
    value: {
      good: [
        'For this price you will hardly find better.',
        'Not cheap, but you get what you pay for.',
        'Great value, especially compared with the big brands.',
      ],
      minor: ['A slightly lower price would be fair.', 'It costs a bit more than similar ones.'],
      bad: ['Far too expensive for what you get.', 'I have seen better for half the price.'],
    },
    description: {
      good: [
        'It is exactly as shown in the pictures.',
        'The description was accurate in every point.',
        'The measurements given are correct to the millimetre.',
      ],
      minor: [
        'It turned out a bit smaller than I had pictured it.',
        'A few more photos in the shop would have helped.',
      ],
      bad: [
        'What came has little to do with the photos.',
        'The measurements in the description are simply wrong.',
      ],
    },
  },
  groups: {
    lighting: {
      good: [
        'The light is warm and does not dazzle.',
        'In the evening it makes the whole room cosy.',
        'It was up and shining in ten minutes.',
      ],
      minor: ['The cable could be half a metre longer.'],
      bad: ['It flickers, whatever bulb I put in.', 'The switch gave up after a week.'],
    },
    textiles: {
      good: [
        'So soft that the cat has claimed it.',
        'It came out of the wash like new.',
        'The fabric is thick and pleasant to touch.',
      ],
      minor: ['It sheds a few fibres in the beginning.'],
      bad: ['After the first wash it was out of shape.', 'It sheds all over the living room.'],
    },
    cookware: {
      good: [
        'It sits well in the hand.',
        'Cleaning takes no more than a minute.',
        'Cooking with it is a pleasure.',
      ],
      minor: ['It is somewhat heavier than my old one.'],
      bad: ['It was full of rust spots after a week.', 'The handle came loose after a few uses.'],
    },
    tableware: {
      good: [
        'It has survived the dishwasher many times without a mark.',
        'Guests always comment on it.',
        'It has just the right weight at the table.',
      ],
      minor: ['It is a bit tall for the upper rack of our dishwasher.'],
      bad: [
        'The first piece chipped within days.',
        'Grey marks appeared after a few runs in the dishwasher.',
      ],
    },
    outdoor: {
      good: [
        'It proved itself on a rainy weekend in the hills.',
        'Light enough to carry all day.',
        'Everything is thought through for life on the trail.',
      ],
      minor: ['Packing it away takes some practice.'],
      bad: ['On the second trip it already let us down.', 'Much heavier than any hiker would want.'],
    },
    clothing: {
      good: [
        'The fabric is soft and does not itch at all.',
        'It keeps its shape even after many washes.',
        'I wear it almost every day.',
      ],
      minor: ['Wash it once before wearing, it smells a little at first.'],
      bad: ['It scratches so much that I cannot wear it.', 'It shrank at thirty degrees.'],
    },
    electronics: {
      good: [
        'It worked straight out of the box.',
        'I use it every day at work and on the train.',
        'It gets along with all my devices.',
      ],
      minor: ['The manual could be clearer.'],
      bad: ['It stopped working after nine days.', 'My phone does not get along with it at all.'],
    },
    kids: {
      good: [
        'Our daughter does not want to be without it.',
        'No sharp edges and no smell, just as it should be.',
        'It has survived two toddlers so far.',
      ],
      minor: ['Our son needed a few days to warm to it.'],
      bad: ['It has a chemical smell that will not go away.', 'With a small child it did not last a week.'],
    },
  },
};
