import { addModifiers } from './translate.ts';

// `{{ is_replaced | either('This.', 'That.') }}`: the first text when it is so, else the second one.
addModifiers({ either: (value, one = '', other = '') => (value ? one : other) });

/**
 * The text for a code that is wrong. A code that a newer one replaced gets a text of its own: it is one that was sent,
 * and looks right to whoever typed it.
 *
 * @param otherwise without apostrophes
 */
export function wrongCode(otherwise: string): string {
  return `{{ is_replaced | either('A newer code was sent. Only the newest one works.', '${otherwise}') }}`;
}
