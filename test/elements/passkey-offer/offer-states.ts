import { ClerkRuntimeError } from '../../../src/client/errors.ts';
import type { ClientErrorCode } from '../../../src/protocol/error-codes.ts';
import { define } from '../../../src/elements/base/define.ts';
import { ClerkPasskeyOffer } from '../../../src/elements/passkey-offer/passkey-offer.ts';
import { type AccountClerk, deferred } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';
import { secureClerk } from '../user-profile/secure-clerk.ts';

define('clerk-passkey-offer', ClerkPasskeyOffer);

/** Timers of a note that the test lets run out. */
export class FakeTimers {
  readonly #timers = new Map<number, { at: number; callback: () => void }>();
  #now = 0;
  #count = 0;

  setTimeout = (callback: () => void, milliseconds: number): number => {
    this.#timers.set(++this.#count, { at: this.#now + milliseconds, callback });
    return this.#count;
  };
  clearTimeout = (timer: unknown): void => void this.#timers.delete(timer as number);

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    for (const [id, { at, callback }] of this.#timers) {
      if (at > this.#now) continue;
      this.#timers.delete(id);
      callback();
    }
  }
}

export interface ShownOffer {
  clerk: AccountClerk;
  element: ClerkPasskeyOffer;
  timers: FakeTimers;
  /** How often the note said that the user was asked. */
  asked(): number;
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found;
  press(text: string): Promise<void>;
  settled(): Promise<void>;
}

/** Adds the note to the page. */
export async function showOffer(clerk = secureClerk(), into: Node = document.body): Promise<ShownOffer> {
  const timers = new FakeTimers();
  let count = 0;
  const element = document.createElement('clerk-passkey-offer');
  Object.assign(element, { clerk: clerk.asInstance, userId: clerk.user?.id, clock: timers, asked: () => count++ });
  into.appendChild(element);
  const find = <Found extends HTMLElement>(selector: string): Found => {
    const found = element.querySelector<Found>(selector);
    if (!found) throw new Error(`${selector} is not there: ${element.textContent}`);
    return found;
  };
  const settled = async () => {
    await settle(element);
    // The note is announced after a frame.
    await new Promise(requestAnimationFrame);
  };
  const press = async (text: string) => {
    const button = [...element.querySelectorAll('button')].find((each) => each.innerText.trim() === text);
    if (!button) throw new Error(`There is no button ${text}: ${element.innerText}`);
    button.focus();
    button.click();
    await settled();
  };
  await settled();
  return { clerk, element, timers, asked: () => count, find, press, settled };
}

/** Shows the note after the browser has refused to create a passkey. */
export async function refusedOffer(code: ClientErrorCode | 'passkey_already_exists'): Promise<ShownOffer> {
  const clerk = secureClerk();
  const answer = (clerk.answers['createPasskey'] = deferred<unknown>());
  const shown = await showOffer(clerk);
  await shown.press('Add a passkey');
  answer.reject(new ClerkRuntimeError(code as ClientErrorCode, 'Refused.'));
  await shown.settled();
  return shown;
}

/** Every state of the note that has a look of its own. */
export const OFFER_STATES: Readonly<Record<string, () => Promise<ShownOffer>>> = {
  'the offer of a passkey': () => showOffer(),
  'the offer of a passkey while it is created': async () => {
    const clerk = secureClerk();
    clerk.answers['createPasskey'] = deferred<unknown>();
    const shown = await showOffer(clerk);
    await shown.press('Add a passkey');
    return shown;
  },
  'the offer of a passkey after the dialog was closed': () => refusedOffer('passkey_registration_cancelled'),
  'the offer of a passkey on a device that has one': () => refusedOffer('passkey_already_exists'),
  'the offer of a passkey after it was taken': async () => {
    const shown = await showOffer();
    await shown.press('Add a passkey');
    return shown;
  },
};
