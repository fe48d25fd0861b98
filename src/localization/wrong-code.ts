import { either } from './either-modifier.ts';
import { addModifiers } from './translate.ts';

addModifiers({ either });

/**
 * Returns the text for a wrong code. A code that was replaced by a newer one gets a text of its own, because it looks
 * right to the user: it is a code that the server sent.
 *
 * @param otherwise the text for any other wrong code, without apostrophes
 */
export function wrongCode(otherwise: string): string {
  return `{{ is_replaced | either('A newer code was sent. Use that one.', '${otherwise}') }}`;
}
