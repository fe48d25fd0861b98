/**
 * Copies a JSON object with its own keys in camelCase. Numbers of `…_at` keys are milliseconds and become `Date`s;
 * everything else, unknown fields included, is taken as it is.
 */
export function camelize(json: object): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(json)) {
    copy[key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())] =
      key.endsWith('_at') && typeof value === 'number' ? new Date(value) : value;
  }
  delete copy.object;
  return copy;
}
