import { sendKeys, setViewport } from '@web/test-runner-commands';
import { ClerkAPIResponseError } from '../../../src/client/errors.ts';
import { writePasskeyOffer } from '../../../src/client/platform/passkey-offer-mark.ts';
import { offerPasskey } from '../../../src/elements/passkey-offer/offer-passkey.ts';
import { apiError } from '../fake-clerk.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { same } from '../user-button/account.ts';
import { type AccountClerk, deferred } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';
import { passkey, secureClerk } from '../user-profile/secure-clerk.ts';
import { refusedOffer, type ShownOffer, showOffer } from './offer-states.ts';

const page = document.head.appendChild(document.createElement('style'));

/** Returns whether a point of the note belongs to it, and its distance from the edges of the window. */
function place({ find }: ShownOffer) {
  for (const animation of document.getAnimations()) animation.finish();
  const { left, right, top, bottom, width } = find('.cl-passkeyOffer').getBoundingClientRect();
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    isSeen: !!seen?.closest('clerk-passkey-offer'),
    left: Math.round(left),
    right: Math.round(innerWidth - right),
    bottom: Math.round(innerHeight - bottom),
    width: Math.round(width),
  };
}

describe('the note that offers a passkey', () => {
  afterEach(async () => {
    cleanUp();
    page.textContent = '';
    await setViewport({ width: 1280, height: 900 });
  });

  it('leaves the focus where it is, and says politely that it is there', async () => {
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    const { find } = await showOffer();
    same(document.activeElement, field);
    equal(
      find('[role=status]').textContent,
      'Sign in without a password next time. You can add a passkey at the end of this page.',
    );
    equal(find('section').getAttribute('aria-labelledby'), find('h2').id, 'the name of its landmark');
  });

  it('is the last stop of the keyboard, and Escape in it closes it and gives the focus back', async () => {
    const button = document.body.appendChild(document.createElement('button'));
    button.textContent = 'Last of the page';
    const { find, asked, element } = await showOffer();
    button.focus();
    await sendKeys({ press: 'Escape' });
    ok(element.isConnected, 'Escape outside closes nothing');
    await sendKeys({ press: 'Tab' });
    same(document.activeElement, find('.cl-formButtonPrimary'));
    await sendKeys({ press: 'Tab' });
    same(document.activeElement, find('.cl-formButtonReset'));
    await sendKeys({ press: 'Escape' });
    equal([element.isConnected, asked() > 0], [false, true]);
    same(document.activeElement, button);
  });

  it('adds a passkey, says so, and goes', async () => {
    const clerk = secureClerk();
    const answer = (clerk.answers['createPasskey'] = deferred<unknown>());
    const { press, find, element, timers, settled } = await showOffer(clerk);
    await press('Add a passkey');
    equal(find('.cl-formButtonPrimary').ariaBusy, 'true');
    answer.resolve(undefined);
    await settled();
    equal(find('[role=status]').textContent, 'Passkey added. Use it the next time you sign in.');
    equal(element.querySelectorAll('button').length, 0, 'buttons');
    // The focus does not drop to the page.
    same(document.activeElement, find('.cl-passkeyOffer'));
    timers.advance(4000);
    equal(element.isConnected, false);
  });

  it('keeps the offer when no passkey was created, with the reason', async () => {
    const shown = await refusedOffer('passkey_registration_cancelled');
    const { find, press, clerk, element, settled } = shown;
    ok(find('[role=alert]').innerText.startsWith('No passkey was added'), find('[role=alert]').innerText);
    same(document.activeElement, find('.cl-formButtonPrimary'));
    clerk.answers['createPasskey'] = undefined;
    await press('Add a passkey');
    await settled();
    equal(find('h2').innerText, 'Passkey added');
    equal(element.querySelector('[role=alert]'), null);
  });

  for (const code of ['passkey_already_exists', 'passkey_not_supported'] as const) {
    it(`offers no other try that would fail again: ${code}`, async () => {
      const { element, press } = await refusedOffer(code);
      equal(
        [...element.querySelectorAll('button')].map((button) => button.innerText.trim()),
        ['Close'],
      );
      await press('Close');
      equal(element.isConnected, false);
    });
  }

  it('has the user confirm who they are when the API asks for that', async () => {
    const clerk = secureClerk();
    const stale = new ClerkAPIResponseError(403, [apiError('session_reverification_required')]);
    let tries = 0;
    Object.assign(clerk.user!, {
      createPasskey: async () => {
        if (++tries === 1) throw stale;
      },
    });
    const asked: string[] = [];
    Object.assign(clerk, {
      async __internal_openReverification({ afterVerification }: { afterVerification(): void }) {
        asked.push('dialog');
        afterVerification();
      },
    });
    const { press, find } = await showOffer(clerk);
    await press('Add a passkey');
    equal([asked, tries, find('h2').innerText], [['dialog'], 2, 'Passkey added']);
  });

  it('creates no passkey when another account is shown once the user has confirmed', async () => {
    const clerk = secureClerk({ people: 2 });
    const stale = new ClerkAPIResponseError(403, [apiError('session_reverification_required')]);
    let tries = 0;
    Object.assign(clerk.user!, {
      createPasskey: async () => {
        tries++;
        throw stale;
      },
    });
    const confirmed = deferred<void>();
    Object.assign(clerk, {
      async __internal_openReverification({ afterVerification }: { afterVerification(): void }) {
        await confirmed.promise;
        afterVerification();
      },
    });
    const { press, element, settled } = await showOffer(clerk);
    await press('Add a passkey');
    clerk.activate(clerk.client?.signedInSessions[1]?.user ?? null);
    await settled();
    confirmed.resolve(undefined);
    await settled();
    equal([element.isConnected, tries], [false, 1]);
  });

  it('counts the user as asked after five seconds in sight', async () => {
    const { timers, asked } = await showOffer();
    timers.advance(4999);
    equal(asked(), 0);
    timers.advance(1);
    equal(asked(), 1);
  });

  it('goes when the user signs out or another account is shown', async () => {
    for (const next of [null, 'another']) {
      const clerk = secureClerk({ people: 2 });
      const { element, settled } = await showOffer(clerk);
      clerk.activate(next ? (clerk.client?.signedInSessions[1]?.user ?? null) : null);
      await settled();
      equal(element.isConnected, false, `${next}`);
    }
  });

  it('is in the corner at the end of both directions, and as wide as a phone but for a gutter', async () => {
    const wide = await showOffer();
    equal(place(wide), { isSeen: true, left: 904, right: 16, bottom: 16, width: 360 });
    document.documentElement.dir = 'rtl';
    equal(place(wide), { isSeen: true, left: 16, right: 904, bottom: 16, width: 360 });
    await setViewport({ width: 375, height: 700 });
    equal(place(wide), { isSeen: true, left: 16, right: 16, bottom: 16, width: 343 });
  });

  for (const [name, css] of Object.entries({
    'a page that covers it': '.cover { position: fixed; inset: 0; z-index: 2147483647 }',
    'a body with a transform': 'body { transform: translateX(40px); height: 3000px }',
    'styles for everything in the body':
      'body > * { position: static; display: grid; margin: 90px; padding: 30px; max-width: 100px; visibility: hidden; pointer-events: none }',
  })) {
    it(`is seen and in its place on ${name}`, async () => {
      page.textContent = css;
      const cover = document.createElement('div');
      cover.className = 'cover';
      document.body.append(cover);
      const shown = await showOffer();
      equal(place(shown), { isSeen: true, left: 904, right: 16, bottom: 16, width: 360 });
    });
  }
});

describe('when a passkey is offered', () => {
  const original = PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable;
  beforeEach(() => {
    PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => true;
  });
  afterEach(() => {
    window.opener = null;
    PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = original;
    cleanUp();
    writePasskeyOffer('');
    localStorage.clear();
  });

  async function offer(clerk: AccountClerk): Promise<HTMLElement | null> {
    writePasskeyOffer(`sess_${clerk.user?.id}`);
    await offerPasskey(clerk.asInstance);
    const note = document.querySelector('clerk-passkey-offer');
    if (note) await settle(note);
    return note;
  }
  const user = (clerk: AccountClerk) => clerk.user!;

  it('offers it to a user who has none, once', async () => {
    const clerk = secureClerk();
    const note = await offer(clerk);
    ok(note, 'the note');
    await offer(clerk);
    equal(document.querySelectorAll('clerk-passkey-offer').length, 1, 'notes');
    note.querySelector<HTMLElement>('.cl-formButtonReset')?.click();
    equal(await offer(clerk), null, 'after an answer');
  });

  it('does not offer it to a user with a passkey, or for another session than the one that began with a password', async () => {
    const clerk = secureClerk();
    Object.assign(user(clerk), { passkeys: [passkey(clerk, 'pky_1')] });
    equal(await offer(clerk), null, 'a passkey');
    const other = secureClerk();
    writePasskeyOffer('sess_of_somebody_else');
    await offerPasskey(other.asInstance);
    equal(document.querySelector('clerk-passkey-offer'), null, 'another session');
  });

  it('does not offer it where the instance, the page or the device does not', async () => {
    equal(await offer(secureClerk({ attributes: { passkey: { enabled: false } } })), null, 'no passkeys');
    const off = secureClerk();
    const { user_settings } = off.__internal_environment as unknown as { user_settings: object };
    Object.assign(user_settings, { passkey_settings: { offer_after_sign_in: false } });
    equal(await offer(off), null, 'the instance');
    for (const value of [false, 'false']) {
      const page = Object.assign(secureClerk(), {
        __internal_getOption: (name: string) => (name === 'offerPasskey' ? value : undefined),
      });
      equal(await offer(page), null, 'the page');
    }
    PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => false;
    equal(await offer(secureClerk()), null, 'the device');
  });

  it('waits for the next page beside an open dialog, and in a popup', async () => {
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.showModal();
    const clerk = secureClerk();
    equal(await offer(clerk), null, 'a dialog');
    dialog.close();
    window.opener = {};
    await offerPasskey(clerk.asInstance);
    equal(document.querySelector('clerk-passkey-offer'), null, 'a popup');
    window.opener = null;
    await offerPasskey(clerk.asInstance);
    ok(document.querySelector('clerk-passkey-offer'), 'afterwards');
  });
});
