import { addModifiers } from './translate.ts';

// `{{ is_replaced | either('This.', 'That.') }}`: the first text when the value is true, else the second one.
addModifiers({ either: (value, one = '', other = '') => (value ? one : other) });

/**
 * Returns the text for a wrong code. A code that was replaced by a newer one gets a text of its own, because it looks
 * right to the user: it is a code that the server sent.
 *
 * @param otherwise the text for any other wrong code, without apostrophes
 */
export function wrongCode(otherwise: string): string {
  return `{{ is_replaced | either('A newer code was sent. Use that one.', '${otherwise}') }}`;
}
