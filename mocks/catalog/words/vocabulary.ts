/**
 * The words of one leaf category. Sentences are templates: `{brand}`, `{series}`, `{noun}` and `{material}` stand
 * for the product's own, and `{a|b}` for one of the alternatives.
 */
export interface LeafWords {
  /** What the thing is called, in lower case. */
  readonly nouns: readonly string[];
  /** What stands between series and noun in a title. */
  readonly materials: readonly string[];
  /** First sentences: what it is. */
  readonly openings: readonly string[];
  /** Second sentences: what is good about it. */
  readonly details: readonly string[];
  /** Values of the option that tells variants apart, in the order of the shelf; absent for colors and lone variants. */
  readonly options?: { readonly name: string; readonly values: readonly string[] };
}

/** Leaves that share tags and some sentences. */
export interface WordGroup {
  /** First sentences that fit any of the leaves. */
  readonly openings: readonly string[];
  /** Third sentences, which some products have: care, delivery, guarantee. */
  readonly closings: readonly string[];
  readonly tags: readonly string[];
  /** By leaf category id. */
  readonly leaves: Readonly<Record<string, LeafWords>>;
}
