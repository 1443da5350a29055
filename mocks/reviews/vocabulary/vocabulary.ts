/** Stars that a reviewer gives, worst to best. */
export type Rating = 1 | 2 | 3 | 4 | 5;

/** What reviewers say of one side of a product. No sentence of one aspect contradicts one of another. */
export interface Aspect {
  readonly good: readonly string[];
  /** A reservation that a happy customer may still have. */
  readonly minor: readonly string[];
  readonly bad: readonly string[];
}

/** Kinds of product that reviewers judge by the same things. */
export type ProductGroup =
  'lighting' | 'textiles' | 'cookware' | 'tableware' | 'outdoor' | 'clothing' | 'electronics' | 'kids';

/** Sides that every product has. */
export type GeneralTopic = 'quality' | 'look' | 'delivery' | 'value' | 'description';

/**
 * What reviews in one language are put together from. Openings and closings judge the product as a whole, so that
 * any aspect fits between them.
 */
export interface Vocabulary {
  /** Between two sentences: a space, or nothing where the script needs none. */
  readonly separator: string;
  readonly titles: Readonly<Record<Rating, readonly string[]>>;
  readonly openings: Readonly<Record<Rating, readonly string[]>>;
  readonly closings: Readonly<Record<Rating, readonly string[]>>;
  readonly general: Readonly<Record<GeneralTopic, Aspect>>;
  readonly groups: Readonly<Record<ProductGroup, Aspect>>;
}
