import type { ReactiveController } from 'lit';
import { toSignUpValues } from '../../client/flows/typed-identifier.ts';
import type { SignUpValues } from '../../client/flows/types.ts';
import { keepTyped } from '../../client/platform/keep-typed.ts';
import type { ViewHost } from '../base/view-host.ts';
import { isPlainClick } from './follow-link.ts';
import { readPhone } from './phone/deferred-phone.ts';

/** Takes the address, number or user name along from sign-in to sign-up, and back. `FlowController` reads it there. */
export function carryTyped(host: ViewHost): void {
  host.state(TypedValues);
}

class TypedValues implements ReactiveController {
  readonly #host: ViewHost;

  constructor(host: ViewHost) {
    this.#host = host;
    // The form has read it.
    keepTyped(undefined);
    host.addController(this);
  }

  hostConnected(): void {
    // In front of the listener of a dialog, which opens the other form.
    addEventListener('click', this.#clicked, true);
  }

  hostDisconnected(): void {
    removeEventListener('click', this.#clicked, true);
  }

  #clicked = (event: MouseEvent): void => {
    const [target] = event.composedPath();
    const link = target instanceof Element && target.closest('a.cl-footerActionLink:not([href^="mailto:"])');
    if (!link || !isPlainClick(event) || !this.#host.renderRoot.contains(link)) return;
    const values = typedIn(this.#host.renderRoot);
    if (Object.keys(values).length > 0) keepTyped(values);
  };
}

/** Returns the identifiers in a form. */
function typedIn(scope: ParentNode): SignUpValues {
  const form = scope.querySelector('form');
  const all = form ? (Object.fromEntries(new FormData(form)) as Record<string, string>) : {};
  const values: SignUpValues = {};
  for (const name of ['identifier', 'emailAddress', 'phoneNumber', 'username'] as const) {
    const typed = (`${name}Country` in all ? readPhone(all, name) : all)[name]?.trim();
    if (typed) Object.assign(values, name === 'identifier' ? toSignUpValues(typed) : { [name]: typed });
  }
  return values;
}
