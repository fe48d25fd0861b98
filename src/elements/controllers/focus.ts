/** Focuses the first invalid field. A complete one-time code is selected, so that typing replaces it. */
export function focusWrong(scope: ParentNode): void {
  const input = scope.querySelector<HTMLInputElement>('[aria-invalid=true]');
  input?.focus();
  if (input?.autocomplete === 'one-time-code' && input.validity.valid) input.select();
}

/** Focuses the start of a new view: its first empty field, else its first field, button or title. */
export function focusFirst(scope: ParentNode): void {
  const inputs = [...scope.querySelectorAll<HTMLInputElement>('form input:not([readonly], details:not([open]) *)')];
  const first = inputs.find((input) => !input.value) ?? inputs[0];
  const find = (selector: string) => scope.querySelector<HTMLElement>(selector);
  (first ?? find('.cl-main :is(button, a)') ?? find('.cl-headerTitle'))?.focus();
}
