import { page } from '../../client/platform/native.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { define } from '../base/define.ts';
import { ClerkActingNote } from './acting-note.ts';

/** Milliseconds after which a note that the page has removed is shown again. */
const PAUSE = 500;

const notes = new WeakMap<ClerkInstance, ClerkActingNote>();

/**
 * Shows who acts as the user, for as long as the tab shows that session. A page that replaces its body, as Turbo does,
 * gets the note anew.
 */
export function showActing(clerk: ClerkInstance): void {
  const { session } = clerk;
  if (!session?.actor || notes.get(clerk)?.isConnected || !page.body) return;
  define('clerk-acting-note', ClerkActingNote);
  const note = page.createElement('clerk-acting-note');
  note.clerk = clerk;
  note.session = session;
  note.closed = () => setTimeout(() => showActing(clerk), PAUSE);
  notes.set(clerk, note);
  page.body.append(note);
}
