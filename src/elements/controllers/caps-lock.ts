import { capsLock } from '../../localization/en-us/caps-lock.ts';
import { page } from '../../client/platform/native.ts';
import type { ViewHost } from '../base/view-host.ts';
import sheet from '../styles/shown-password.css';

const EXTENSION = { sheets: [sheet], texts: [capsLock] };

/**
 * Says below a password that Caps Lock is on. It is loaded after the first screen, so it listens to all fields of the
 * element at once, and adds the note to those that have none yet.
 */
export function watchCapsLock(host: ViewHost): void {
  host.extend(EXTENSION);
  const { changed } = host.state(CapsLock);
  // The note is there before a key is pressed: screen readers announce changes, not new nodes.
  for (const type of ['focus', 'keydown', 'keyup', 'blur']) host.renderRoot.addEventListener(type, changed, true);
}

class CapsLock {
  readonly #host: ViewHost;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  readonly changed = (event: Event): void => {
    const field = (event.target as Element).closest('.cl-formField');
    if (!field?.querySelector('.cl-formFieldInputShowPasswordButton')) return;
    const note = field.querySelector<HTMLElement>('.cl-formFieldCapsLock') ?? noteIn(field);
    const isOn = 'getModifierState' in event && (event as KeyboardEvent).getModifierState('CapsLock');
    // It is said when it changes, and not again at each key.
    if (isOn !== note.hidden) return;
    note.hidden = !isOn;
    note.textContent = isOn ? this.#host.t('formFieldHintText__capsLock') : '';
  };
}

function noteIn(field: Element): HTMLElement {
  const note = page.createElement('p');
  note.className = 'cl-formFieldHintText cl-formFieldCapsLock';
  note.setAttribute('role', 'status');
  note.hidden = true;
  field.querySelector('.cl-formFieldBox')?.after(note);
  return note;
}
