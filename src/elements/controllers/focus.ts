/**
 * Focuses the first invalid field. A code or password that was refused is selected: typing replaces it, and until then the
 * user can show the password to see what was wrong with it.
 */
export function focusWrong(scope: ParentNode): void {
  const input = scope.querySelector<HTMLInputElement>('[aria-invalid=true]');
  input?.focus();
  // Firefox has no `autocomplete` property for one-time codes.
  if (/code|password/.test(input?.getAttribute('autocomplete') ?? '') && input?.validity.valid) input.select();
}

/**
 * Focuses the start of a new view: its first empty field, else its first field, button or title.
 *
 * @param isBack the user went back to change who they are: that field is focused and selected
 */
export function focusFirst(scope: ParentNode, isBack = false): void {
  const inputs = [...scope.querySelectorAll<HTMLInputElement>('form input:not([readonly], details:not([open]) *)')];
  const first = inputs.find(({ type, value }) => (isBack ? /email|tel/.test(type) : !value)) ?? inputs[0];
  const find = (selector: string) => scope.querySelector<HTMLElement>(selector);
  (first ?? find('.cl-main :is(button, a)') ?? find('.cl-headerTitle'))?.focus();
  if (isBack) first?.select();
}
