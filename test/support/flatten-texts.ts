/** Lists the texts of a tree with their dotted keys. */
export function flattenTexts(tree: object, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    if (typeof value === 'string') return [[prefix + key, value]];
    return typeof value === 'object' && value !== null ? flattenTexts(value as object, `${prefix}${key}.`) : [];
  });
}
