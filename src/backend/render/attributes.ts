import { toKebabCase } from '../../protocol/letter-case.ts';
import { escapeHtml } from '../../protocol/escape-html.ts';

/** Options of an element by the names of its properties. What is undefined or null is left out. */
export type ElementOptions = Readonly<Record<string, unknown>>;

/**
 * Writes options as the attributes that an element reads them from: texts as they are, `true` as a bare attribute, other
 * values as JSON.
 *
 * @param options names are those of properties, such as `signUpUrl`; they are never taken from a request
 * @returns the attributes with a blank before each, such as ` sign-up-url="/join"`
 */
export function attributesOf(options: ElementOptions): string {
  return Object.entries(options).map(attributeOf).join('');
}

function attributeOf([name, value]: [string, unknown]): string {
  if (value === undefined || value === null) return '';
  const attribute = toKebabCase(name);
  if (value === true) return ` ${attribute}`;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return ` ${attribute}="${escapeHtml(text)}"`;
}
