/** A tag of a template that gets its classes from a binding. */
export interface Tag {
  /** Such as `button`. */
  name: string;
  /** Where its attributes begin and end in the source, without the slash of an input. */
  start: number;
  end: number;
  attributes: readonly Binding[];
  /** Where its end tag begins; undefined for a tag without content. */
  close: number | undefined;
  /** Index of the value that holds the classes. */
  classes: number;
}

/** An attribute with a value of the template: the parts of its text, with values between them. */
export interface Binding {
  /** As in the template, such as `class`, `?disabled`, `.textContent` or `@click`. */
  name: string;
  parts: readonly string[];
  /** Index of the first value. */
  first: number;
  start: number;
  end: number;
}

/** Stands for a value in the source of a template. */
export const VALUE = '\0';

const TAG = /<([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const ATTRIBUTE = /\s([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;

/** Finds the tags with bound classes in the source of a template: its strings, with `VALUE` between them. */
export function tagsIn(source: string): Tag[] {
  return [...source.matchAll(TAG)].flatMap((match) => {
    const [, name = '', inside = ''] = match;
    const start = match.index + 1 + name.length;
    const attributes = [...inside.matchAll(ATTRIBUTE)].flatMap((found): Binding[] => {
      const text = found[2] ?? found[3] ?? found[4] ?? '';
      const at = start + found.index;
      const first = valuesIn(source.slice(0, at));
      const parts = text.split(VALUE);
      return parts.length > 1 ? [{ name: found[1] as string, parts, first, start: at, end: at + found[0].length }] : [];
    });
    const classes = attributes.find((attribute) => attribute.name === 'class')?.first;
    if (classes === undefined) return [];
    const end = start + inside.length - (inside.endsWith('/') ? 1 : 0);
    return [{ name: name.toLowerCase(), start, end, close: closeOf(source, name, end), attributes, classes }];
  });
}

export function valuesIn(text: string): number {
  return text.split(VALUE).length - 1;
}

function closeOf(source: string, name: string, end: number): number | undefined {
  let depth = 1;
  for (const { 0: tag, index } of source.matchAll(new RegExp(`</?${name}(?![\\w-])`, 'gi'))) {
    if (index > end) depth += tag.startsWith('</') ? -1 : 1;
    if (depth === 0) return index;
  }
  return undefined;
}
