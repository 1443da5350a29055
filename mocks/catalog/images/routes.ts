import Type from 'typebox';
import type { MockApp } from '../../kit/define-mock.ts';
import { notFound } from '../../kit/problems.ts';
import { hash32 } from '../../kit/random.ts';
import { ProblemSchema } from '../../kit/schemas.ts';
import type { CatalogStore } from '../store.ts';
import { colors } from '../words/colors.ts';
import { drawImage, type Picture } from './draw-image.ts';

/** Serves the pictures of products and categories, drawn when asked for. */
export function serveImages(app: MockApp, store: CatalogStore): void {
  app.get(
    '/images/:file',
    {
      // The name tells size and view, so an address never shows anything else.
      config: { cacheControl: 'public, max-age=31536000, immutable' },
      schema: {
        operationId: 'getImage',
        summary: 'A picture of a product or category',
        params: Type.Object({ file: Type.String() }),
        response: {
          '200': Type.Unsafe<string>({
            description: 'SVG',
            content: { 'image/svg+xml': { schema: Type.String() } },
          }),
          '4xx': ProblemSchema,
        },
      },
    },
    ({ params: { file } }, reply) => {
      const picture = productPicture(file, store) ?? categoryPicture(file, store);
      if (!picture) throw notFound('image', file);
      reply.type('image/svg+xml; charset=utf-8');
      return drawImage(picture);
    },
  );
}

function productPicture(file: string, store: CatalogStore): Picture | undefined {
  const [, id = '', number, width] = /^(p-\d{4})-image-(\d)-(160|320|640|1280)\.svg$/.exec(file) ?? [];
  const view = Number(number) - 1;
  const facts = store.productImage(id, view);
  return facts && { ...facts, view, size: Number(width) };
}

function categoryPicture(file: string, store: CatalogStore): Picture | undefined {
  const [, id = ''] = /^category-([a-z-]+)\.svg$/.exec(file) ?? [];
  const motif = store.representativeLeaf(id);
  const color = colors[hash32(id) % colors.length]?.hex;
  return motif && color ? { motif, color, size: 640, view: 0 } : undefined;
}
