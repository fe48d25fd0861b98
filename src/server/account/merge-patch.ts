type Json = Record<string, unknown>;

/**
 * Applies a JSON merge patch (RFC 7396) and answers the result; neither argument is changed.
 *
 * @param patch null deletes a key, objects are merged, anything else replaces what was there
 */
export function mergePatch(target: unknown, patch: Json): Json {
  // `fromEntries` makes own properties whatever they are called, so no key can reach a prototype.
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergePatch(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
