/** Values that are kept for each function. Applications have one or two keys; more come only from mistakes and tests. */
const MOST = 64;

/**
 * Makes a function of a text keep its results, the newest ones. An error is not kept.
 *
 * @param create makes the value of a text. It may call `forget` later, to have the value made again
 */
export function remember<Value>(create: (text: string, forget: () => void) => Value): (text: string) => Value {
  const values = new Map<string, Value>();
  return (text) => {
    const kept = values.get(text);
    if (kept !== undefined) return kept;
    const value = create(text, () => values.delete(text));
    if (values.size >= MOST) values.delete(values.keys().next().value as string);
    values.set(text, value);
    return value;
  };
}
