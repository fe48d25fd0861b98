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

function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
