import { type Native, native } from '../../../client/platform/native.ts';
import type { FormHost } from '../../base/form-state.ts';
import type { AddressOffer } from '../likely-address/address-offer.ts';

/** Whether the user typed what is in a field, and no browser or password manager filled it in. */
export interface Origin {
  isTyped: boolean;
}

const guarded = new WeakMap<HTMLInputElement, Origin>();

/** Looks at the email address that the user types, and holds the form once when it looks mistyped. */
export function guardAddress(host: FormHost, input: HTMLInputElement, event: Event): void {
  const takesAddress = input.type === 'email' || (input.type === 'text' && input.name === 'identifier');
  if (!takesAddress || !input.form) return;
  const { inputType } = event as InputEvent;
  const isTyped = !!inputType && inputType !== 'insertReplacementText';
  const known = guarded.get(input);
  if (known) known.isTyped = isTyped;
  else if (isTyped && input.value.includes('@')) guard(host, input, native(input.form));
}

function guard(host: FormHost, input: HTMLInputElement, form: Native<HTMLFormElement>): void {
  const origin = { isTyped: true };
  guarded.set(input, origin);
  let offer: AddressOffer | undefined;
  let isLoading = true;
  let isSent = false;
  const loading = import('../likely-address/address-offer.ts')
    .then(({ addressOffer }) => {
      offer = addressOffer(host, input, origin);
    })
    // Without it, the address is sent as it is.
    .catch(() => {})
    .then(() => {
      isLoading = false;
    });
  // Before the form's own listener.
  form.addEventListener(
    'submit',
    (event) => {
      if (!input.isConnected || (!isLoading && !offer?.holds())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!isLoading || isSent) return;
      isSent = true;
      void loading.then(() => form.requestSubmit());
    },
    { capture: true },
  );
}
