import type { SessionResource } from '../../../src/client/resources/types/session.ts';
import { ClerkActingNote } from '../../../src/elements/acting-note/acting-note.ts';
import { define } from '../../../src/elements/base/define.ts';
import { household } from '../user-button/account.ts';
import { type AccountClerk, deferred } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';

define('clerk-acting-note', ClerkActingNote);

export interface ShownNote {
  clerk: AccountClerk;
  element: ClerkActingNote;
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found;
  settled(): Promise<void>;
}

/** Returns an instance whose active session was made from an actor token. */
export function actedFor(actor: Record<string, unknown> = { sub: 'user_kim' }, clerk = household()): AccountClerk {
  clerk.session = { ...clerk.session, actor } as SessionResource;
  return clerk;
}

/** Adds the note to the page. */
export async function showActingNote(clerk = actedFor(), into: Node = document.body): Promise<ShownNote> {
  const element = document.createElement('clerk-acting-note');
  Object.assign(element, { clerk: clerk.asInstance, session: clerk.session });
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
  await settled();
  return { clerk, element, find, settled };
}

/** Every state of the note that has a look of its own. */
export const ACTING_STATES: Readonly<Record<string, () => Promise<ShownNote>>> = {
  'the note of who acts as the user': () => showActingNote(),
  'the note of who acts as the user while it signs out': async () => {
    const clerk = actedFor();
    clerk.answers['signOut'] = deferred<unknown>();
    const shown = await showActingNote(clerk);
    shown.find('.cl-impersonationFabActionLink').click();
    await shown.settled();
    return shown;
  },
  'the note of who acts as the user after a failure': async () => {
    const clerk = actedFor();
    const answer = (clerk.answers['signOut'] = deferred<unknown>());
    const shown = await showActingNote(clerk);
    shown.find('.cl-impersonationFabActionLink').click();
    answer.reject(new Error('offline'));
    await shown.settled();
    return shown;
  },
};
