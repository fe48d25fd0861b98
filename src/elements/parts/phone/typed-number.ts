import { dialPlanOf, dialPlans } from '../../../client/phone/dial-plan.ts';
import { formatPhoneNumber, phoneDigits } from '../../../client/phone/format-phone-number.ts';

/** Typing, pasting and deleting. The result of autofill and undo stays as it is. */
const BY_HAND = /^(insertText|insertFromPaste|insertFromDrop|delete)/;
const COUNTS = /[\p{Nd}+]/u;
const DIGIT_OR_END = /\d|$/;

/** Applies the country that the user chose, also to an international number in the field. Returns the country. */
export function takeCountry(event: Event): string {
  const select = event.currentTarget as HTMLSelectElement;
  const input = boxOf(select).querySelector('input') as HTMLInputElement;
  const digits = phoneDigits(input.value);
  const plan = digits?.startsWith('+') ? dialPlanOf(digits.slice(1)) : undefined;
  const national = plan && digits ? digits.slice(plan.dial.length + 1) : input.value;
  const text = formatPhoneNumber(national, select.value);
  if (text !== input.value) input.value = text;
  const country = show(select);
  // The form treats another country as another number.
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return country;
}

/** Selects the country of an international number in the field. Returns the country. */
export function followNumber(event: Event): string {
  const input = event.currentTarget as HTMLInputElement;
  const select = boxOf(input).querySelector('select') as HTMLSelectElement;
  const digits = phoneDigits(input.value);
  const plan = digits?.startsWith('+') ? dialPlanOf(digits.slice(1), select.value) : undefined;
  if (plan) select.value = plan.country;
  return show(select);
}

/** Groups the digits after each key and each composition, and keeps the caret between the same two digits. */
export function formatTyped(event: InputEvent | CompositionEvent): void {
  const input = event.currentTarget as HTMLInputElement;
  const { inputType } = event as Partial<InputEvent>;
  if (event.type === 'input' && !BY_HAND.test(inputType ?? '')) return;
  const { value } = input;
  const text = formatPhoneNumber(value, boxOf(input).querySelector('select')?.value ?? '');
  if (text === value) return;
  const caret = input.selectionStart ?? value.length;
  const before = countDigits(value.slice(0, caret));
  input.value = text;
  // After Delete, the caret stays before the next digit; after Backspace and typing, behind the previous one.
  const forward = !!inputType?.endsWith('Forward');
  const at = caret === value.length ? text.length : placeAfter(text, before, forward);
  input.setSelectionRange(at, at);
}

function placeAfter(text: string, digits: number, forward: boolean): number {
  let at = 0;
  for (let seen = 0; at < text.length && seen < digits; at++) seen += countDigits(text.charAt(at));
  return forward ? at + text.slice(at).search(DIGIT_OR_END) : at;
}

function countDigits(text: string): number {
  return [...text].filter((sign) => COUNTS.test(sign)).length;
}

function show(select: HTMLSelectElement): string {
  const { value } = select;
  (select.parentElement as HTMLElement).dataset.country = countryLabel(value);
  return value;
}

/** Returns the text of the button over the list: `US +1`. */
export function countryLabel(country: string): string {
  return `${country} +${dialPlans().get(country)?.dial}`;
}

function boxOf(node: Element): Element {
  return node.closest('.cl-phoneInputBox') as Element;
}
