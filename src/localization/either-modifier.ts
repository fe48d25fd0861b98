import type { Modifier } from './translate.ts';

/** The modifier of `{{ is_replaced | either('This.', 'That.') }}`: the first text when the value is true, else the second. */
export const either: Modifier = (value, one = '', other = '') => (value ? one : other);
