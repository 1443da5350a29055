import { describe, expect, it } from 'vitest';
import { firstImages, imageUrl, pixelWidth } from './images.ts';
import { anImage } from './testing.ts';

describe('the choice of a size', () => {
  // In no order, as a service may send them.
  const image = anImage('lamp', [640, 160, 1280, 320]);

  it.each([
    { width: 1, density: 1, chosen: 160 },
    { width: 160, density: 1, chosen: 160 },
    { width: 161, density: 1, chosen: 320 },
    { width: 160, density: null, chosen: 160 },
    { width: 160, density: 2, chosen: 320 },
    { width: 160, density: 2.625, chosen: 640 },
    { width: 320, density: 0.5, chosen: 160 },
    { width: 390, density: 3, chosen: 1280 },
    { width: 41, density: 8, chosen: 640 },
    { width: 4096, density: 1, chosen: 1280 },
    { width: 1280, density: 3, chosen: 1280 },
  ])('for $width points at $density pixels each is $chosen wide', ({ width, density, chosen }) => {
    expect(imageUrl(image, pixelWidth({ width, density }))).toBe(`https://images.example/lamp-${chosen}`);
  });
});

it.each([
  [{ width: 0 }, 'width must be from 1 to 4096, and was 0.'],
  [{ width: -160 }, 'width must be from 1 to 4096, and was -160.'],
  [{ width: 4097 }, 'width must be from 1 to 4096, and was 4097.'],
  [{ width: 160, density: 0 }, 'density must be above 0 and at most 8, and was 0.'],
  [{ width: 160, density: -1 }, 'density must be above 0 and at most 8, and was -1.'],
  [{ width: 160, density: 8.5 }, 'density must be above 0 and at most 8, and was 8.5.'],
])('the choice of an image refuses %j', (place, message) => {
  expect(() => pixelWidth(place)).toThrow(message);
});

it('the first images of products leave out a product that has none', () => {
  const [lamp, shade, mug] = ['lamp', 'shade', 'mug'].map((name) => anImage(name, [160]));

  const first = firstImages([{ images: [lamp!, shade!] }, { images: [] }, { images: [mug!] }]);

  expect(first).toEqual([lamp, mug]);
});
