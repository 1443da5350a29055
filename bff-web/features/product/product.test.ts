import { expect, it } from 'vitest';
import { systemClock } from '../../../shared/lib/clock.ts';
import { aProduct, down, executeWeb, selling, unavailable } from '../../testing.ts';

it('a product shows all that the catalog knows of it', async () => {
  const catalog = selling(aProduct('lamp'));

  const { data, errors } = await executeWeb(
    `{
      product(slug: "lamp") {
        id slug title description brand tags createdAt isNew
        mainImage { id }
        images { id alt sizes { width height url } }
        variants { sku title options { name value } }
      }
    }`,
    { catalog },
  );

  expect(errors).toBeUndefined();
  expect(data.product).toEqual({
    id: 'lamp',
    slug: 'lamp',
    title: 'The lamp',
    description: 'A lamp for every home.',
    brand: 'Hyggelig',
    tags: ['steel'],
    createdAt: '2026-03-01T08:00:00.000Z',
    isNew: false,
    mainImage: { id: 'lamp' },
    images: [
      {
        id: 'lamp',
        alt: 'The lamp',
        sizes: [
          { width: 160, height: 160, url: 'https://images.example/lamp-160' },
          { width: 320, height: 320, url: 'https://images.example/lamp-320' },
          { width: 640, height: 640, url: 'https://images.example/lamp-640' },
        ],
      },
    ],
    variants: [
      { sku: 'lamp-1', title: 'Black', options: [{ name: 'Colour', value: 'Black' }] },
      { sku: 'lamp-2', title: 'Ochre', options: [{ name: 'Colour', value: 'Ochre' }] },
    ],
  });
  expect(catalog.productBySlug).toHaveBeenCalledExactlyOnceWith(expect.anything(), 'lamp');
});

it('a product still shows old pages its picture in the smallest size', async () => {
  const thumbnailOf = async (product: ReturnType<typeof aProduct>) => {
    const { data, errors } = await executeWeb('{ product(slug: "lamp") { thumbnailUrl } }', {
      catalog: selling(product),
    });
    expect(errors).toBeUndefined();
    return data.product.thumbnailUrl as unknown;
  };

  expect(await thumbnailOf(aProduct('lamp'))).toBe('https://images.example/lamp-160');
  expect(await thumbnailOf(aProduct('lamp', { images: [] }))).toBeNull();
});

it('a product is new until the merchant says it is not', async () => {
  const catalog = selling(aProduct('lamp', { newUntil: '2026-12-01T00:00:00Z' }));
  const isNewAt = async (moment: string) => {
    const clock = { ...systemClock, now: () => Date.parse(moment) };
    const { data } = await executeWeb('{ product(slug: "lamp") { isNew } }', { catalog }, { clock });
    return data.product.isNew as boolean;
  };

  expect(await isNewAt('2026-11-30T23:59:59Z')).toBe(true);
  expect(await isNewAt('2026-12-01T00:00:00Z')).toBe(false);
});

it('a product is null, without an error, when there is no such product', async () => {
  expect(await executeWeb('{ product(slug: "none") { id } }', { catalog: selling() })).toEqual({
    data: { product: null },
  });
});

it('a product is null, with an error, while the catalog is down', async () => {
  const { data, errors } = await executeWeb('{ product(slug: "lamp") { id } }', {
    catalog: { productBySlug: down('catalog') },
  });

  expect(data).toEqual({ product: null });
  expect(errors).toEqual([unavailable('catalog', 'product')]);
});
