import { escapeHtml } from './escape-html.ts';
import { toKebabCase } from './letter-case.ts';

/**
 * Names that can be the property of an element. One that a browser reads as a script or a style is none, so that even a name
 * out of a request adds no markup.
 */
const NAME = /^(?!on|style$|is$)[a-z][a-z\d]*(-[a-z\d]+)*$/;

/**
 * Writes a property of an element as the attribute that the element reads it from: texts as they are, `true` as a bare
 * attribute, objects as JSON. What is undefined or null is left out, and so are functions, whose text is source code, and
 * names that are no property of an element.
 *
 * @param property such as `signUpUrl`
 * @returns the attribute with a blank before it
 * @example elementAttribute('signUpUrl', '/join') // ' sign-up-url="/join"'
 */
export function elementAttribute(property: string, value: unknown): string {
  const name = toKebabCase(property);
  if (value === undefined || value === null || typeof value === 'function' || !NAME.test(name)) return '';
  // The browser takes this attribute of its own for set, whatever its value is.
  if (name === 'autofocus' && value === false) return '';
  if (value === true || value === '') return ` ${name}`;
  return ` ${name}="${escapeHtml(typeof value === 'object' ? JSON.stringify(value) : String(value))}"`;
}
