/** A JSON object, such as the metadata of a user. */
export type Metadata = Readonly<Record<string, unknown>>;

/**
 * Builds the merge patch (RFC 7396) that turns one object into another. Removed keys are `null`, and equal values are
 * left out.
 *
 * @param from the object that the server has
 * @param to the object that it should have
 */
export function buildMergePatch(from: Metadata, to: Metadata): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const before = from[key];
    const after = to[key];
    if (isObject(before) && isObject(after)) {
      const inner = buildMergePatch(before, after);
      if (Object.keys(inner).length) patch[key] = inner;
    } else if (JSON.stringify(before) !== JSON.stringify(after)) {
      patch[key] = after ?? null;
    }
  }
  return patch;
}

/** Returns the target with a merge patch applied (RFC 7396). It changes neither argument. */
export function applyMergePatch(target: unknown, patch: Metadata): Record<string, unknown> {
  // A map, and then `fromEntries`, make own properties of all keys: none of them can reach a prototype.
  const merged = new Map<string, unknown>(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? applyMergePatch(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
