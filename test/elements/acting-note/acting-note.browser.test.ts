import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { ClerkActingNote } from '../../../src/elements/acting-note/acting-note.ts';
import { showNote } from '../../../src/elements/notes/show-note.ts';
import { writePasskeyOffer } from '../../../src/client/platform/passkey-offer-mark.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { settle } from '../user-button/settle.ts';
import { actedFor, ACTING_STATES, showActingNote, type ShownNote } from './acting-states.ts';

/** Returns whether a point of the note belongs to it, and its distance from the edges of the window. */
function place({ find }: Pick<ShownNote, 'find'>) {
  const { left, right, top, bottom } = find('.cl-impersonationFab').getBoundingClientRect();
  const seen = document.elementFromPoint((left + right) / 2, top + 4);
  return {
    isSeen: !!seen?.closest('clerk-acting-note'),
    left: Math.round(left),
    right: Math.round(innerWidth - right),
    top: Math.round(top),
    bottom: Math.round(innerHeight - bottom),
  };
}

const notes = () => document.querySelectorAll<ClerkActingNote>('clerk-acting-note');

describe('the note that somebody acts as the user', () => {
  afterEach(async () => {
    for (const note of notes()) note.closed = undefined;
    cleanUp();
    writePasskeyOffer('');
    await setViewport({ width: 1280, height: 900 });
  });

  it('says who is signed in and who acts, leaves the focus where it is, and is announced politely', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const { find } = await showActingNote();
    same(document.activeElement, field);
    equal(find('.cl-impersonationFabTitle').textContent, 'Signed in as ada@example.com');
    equal(find('[role=status]').textContent, 'Signed in as ada@example.com. user_kim acts as this user.');
    equal(find('section').getAttribute('aria-labelledby'), find('.cl-impersonationFabTitle').id);
  });

  it('calls the actor by name if there is one', async () => {
    const { find } = await showActingNote(actedFor({ sub: 'user_kim', name: 'Kim of the support' }));
    equal(find('.cl-impersonationFabText').textContent, 'Kim of the support acts as this user.');
  });

  it('takes the texts of a locale made for Clerk', async () => {
    const { element, find, settled } = await showActingNote();
    element.localization = { impersonationFab: { title: 'Als {{identifier}}', action__signOut: 'Abmelden' } };
    await settled();
    equal(find('.cl-impersonationFabTitle').textContent, 'Als ada@example.com');
    equal(find('.cl-impersonationFabActionLink').textContent, 'Abmelden');
  });

  it('signs out of this session alone, once', async () => {
    const { clerk, find } = await ACTING_STATES['the note of who acts as the user while it signs out']!();
    equal(find('.cl-impersonationFabActionLink').ariaBusy, 'true');
    find('.cl-impersonationFabActionLink').click();
    equal(clerk.changes, [{ name: 'signOut', args: [{ sessionId: 'sess_user_ada' }] }]);
  });

  it('says that the session goes on when it could not be ended, and tries again', async () => {
    const { clerk, find } = await ACTING_STATES['the note of who acts as the user after a failure']!();
    equal(find('[role=alert]').textContent.trim(), 'You are still signed in. Try again.');
    find('.cl-impersonationFabActionLink').click();
    equal(clerk.changes.length, 2);
  });

  it('is the last stop of the keyboard, and Escape leaves it where it is', async () => {
    const button = document.body.appendChild(document.createElement('button'));
    button.textContent = 'Last of the page';
    const { find, element } = await showActingNote();
    button.focus();
    await sendKeys({ press: 'Tab' });
    same(document.activeElement, find('.cl-impersonationFabMoveButton'));
    await sendKeys({ press: 'Tab' });
    same(document.activeElement, find('.cl-impersonationFabActionLink'));
    await sendKeys({ press: 'Escape' });
    ok(element.isConnected, 'the note stays');
  });

  it('moves to the top of the window and back, and keeps the focus', async () => {
    const shown = await showActingNote();
    equal([place(shown).right, place(shown).bottom], [16, 16]);
    const move = shown.find('.cl-impersonationFabMoveButton');
    equal(move.ariaLabel, 'Move this note to the top');
    move.focus();
    move.click();
    await shown.settled();
    equal([place(shown).right, place(shown).top], [16, 16]);
    equal(move.ariaLabel, 'Move this note to the bottom');
    same(document.activeElement, move);
  });

  it('is in sight whatever the page does to its body, and above a dialog that opens later', async () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<div style="position:fixed;inset:0;z-index:2147483647;background:#fff"></div><dialog>Theirs</dialog>',
    );
    document.body.style.transform = 'translateY(-100vh)';
    const shown = await showActingNote();
    const dialog = document.querySelector('dialog')!;
    const layers: string[] = [];
    shown.element.renderRoot.addEventListener('beforetoggle', ({ newState }) => layers.push(newState));
    try {
      equal(place(shown).isSeen, true, 'above the page');
      dialog.showModal();
      await new Promise<void>((resolve) => {
        dialog.addEventListener('toggle', () => setTimeout(resolve), { once: true });
      });
      // The top layer draws last what came last.
      equal(layers, ['closed', 'open']);
      equal(shown.find('.cl-impersonationFab').matches(':popover-open *'), true);
      dialog.close();
    } finally {
      document.body.style.transform = '';
    }
  });

  it('fits a window of 320 px from right to left, with a long address and a long name', async () => {
    await setViewport({ width: 320, height: 640 });
    document.documentElement.dir = 'rtl';
    const clerk = actedFor({ sub: 'x', name: 'n'.repeat(200) });
    const session = clerk.session as { publicUserData: object };
    session.publicUserData = { identifier: `${'a'.repeat(180)}@example.com` };
    const { left, right, bottom, top } = place(await showActingNote(clerk));
    equal([left, right, bottom], [16, 16, 16]);
    ok(top >= 0, `top ${top}`);
    ok(document.documentElement.scrollWidth <= 320, 'the page does not scroll sideways');
  });

  it('goes when the tab shows another session, and comes back with the session', async () => {
    const clerk = actedFor();
    const { session, user } = clerk;
    await showNote(clerk.asInstance);
    await showNote(clerk.asInstance);
    equal(notes().length, 1, 'one note');
    const [note] = notes();
    const show = async (change: object): Promise<number> => {
      clerk.set(change);
      await settle(note!);
      return notes().length;
    };
    equal(await show({ session: undefined }), 1, 'in transition');
    equal(await show({ session: { ...session, id: 'sess_user_bo', actor: null }, user: null }), 0, 'another session');
    equal(await show({ session, user }), 0, 'before the client asks for it');
    await showNote(clerk.asInstance);
    equal(notes().length, 1, 'the session again');
  });

  it('is shown again when the page replaces its body', async () => {
    const clerk = actedFor();
    await showNote(clerk.asInstance);
    const gone = notes()[0]!;
    const again = new Promise<void>((resolve) => {
      const watch = new MutationObserver(() => {
        if (!notes().length) return;
        watch.disconnect();
        resolve();
      });
      document.body.replaceChildren();
      watch.observe(document.body, { childList: true });
    });
    await again;
    ok(!gone.isConnected && notes().length === 1, 'a new note');
    clerk.session = null;
  });

  it('offers no passkey to somebody who acts as the user', async () => {
    const clerk = actedFor();
    writePasskeyOffer(clerk.session?.id ?? '');
    await showNote(clerk.asInstance);
    equal([notes().length, document.querySelectorAll('clerk-passkey-offer').length], [1, 0]);
  });
});
