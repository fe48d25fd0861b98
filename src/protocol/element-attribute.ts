import { escapeHtml } from './escape-html.ts';
import { toKebabCase } from './letter-case.ts';

/**
 * Writes a property of an element as the attribute that the element reads it from: texts as they are, `true` as a bare
 * attribute, objects as JSON. What is undefined or null is left out.
 *
 * @param property such as `signUpUrl`; never taken from a request
 * @returns the attribute with a blank before it
 * @example elementAttribute('signUpUrl', '/join') // ' sign-up-url="/join"'
 */
export function elementAttribute(property: string, value: unknown): string {
  const name = toKebabCase(property);
  // The browser takes this attribute of its own for set, whatever its value is.
  if (value === undefined || value === null || (name === 'autofocus' && value === false)) return '';
  if (value === true || value === '') return ` ${name}`;
  return ` ${name}="${escapeHtml(typeof value === 'object' ? JSON.stringify(value) : String(value))}"`;
}
