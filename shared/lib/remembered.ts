/**
 * A function of texts that remembers what it has made: for what costs much to make and little to use, such as the formats of
 * Intl. Clients can name as many texts as they like, so with more than `most` it forgets them all and begins anew.
 */
export function remembered<Texts extends readonly string[], Value>(
  most: number,
  make: (...texts: Texts) => Value,
): (...texts: Texts) => Value {
  const made = new Map<string, Value>();
  return (...texts) => {
    const key = texts.join(' ');
    let value = made.get(key);
    if (value === undefined) {
      value = make(...texts);
      if (made.size >= most) made.clear();
      made.set(key, value);
    }
    return value;
  };
}
