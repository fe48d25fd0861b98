import { localStore } from '../../client/platform/local-storage.ts';
import { page } from '../../client/platform/native.ts';
import { readPasskeyOffer, writePasskeyOffer } from '../../client/platform/passkey-offer-mark.ts';
import type { UserResource } from '../../client/resources/types/user.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { define } from '../base/define.ts';
import { AskedUsers } from './asked-users.ts';
import { ClerkPasskeyOffer } from './passkey-offer.ts';

/** The instances that show a note, or are about to. */
const busy = new WeakSet<ClerkInstance>();

/**
 * Offers a passkey to a user who has signed in with a password in this tab, once for each user in this browser. A note
 * in the corner of the page asks; it takes neither the focus nor a click that goes elsewhere.
 *
 * Nobody is asked who has a passkey, whose browser cannot create one on this device, or where the instance or the page
 * does not want it. A note does not appear in frames, popups and beside an open dialog; the next page offers it then.
 *
 * Browsers can also create a passkey without asking, right after a password was filled in (WebAuthn Level 3,
 * `mediation: "conditional"` of `create`). This is not used: such a passkey comes without user verification, which the
 * server requires, and a new way into the account should be one that the user has decided on.
 */
export async function offerPasskey(clerk: ClerkInstance): Promise<void> {
  if (busy.has(clerk)) return;
  busy.add(clerk);
  const user = await userToAsk(clerk).catch(() => undefined);
  if (!user || !page.body) return void busy.delete(clerk);
  define('clerk-passkey-offer', ClerkPasskeyOffer);
  const note = page.createElement('clerk-passkey-offer');
  note.clerk = clerk;
  note.userId = user.id;
  note.asked = () => {
    asked(clerk).add(user.id);
    writePasskeyOffer('');
  };
  note.closed = () => busy.delete(clerk);
  page.body.append(note);
}

/** Returns the user who is to be asked on this page; undefined if nobody is. */
async function userToAsk(clerk: ClerkInstance): Promise<UserResource | undefined> {
  const session = await knownSession(clerk);
  if (!session || session !== readPasskeyOffer()) return undefined;
  const { user } = clerk;
  if (!user || !isWanted(clerk) || user.passkeys.length > 0 || asked(clerk).has(user.id)) {
    return void writePasskeyOffer('');
  }
  if (isAside()) return undefined;
  if (!(await canCreate())) return void writePasskeyOffer('');
  return clerk.user?.id === user.id && !clerk.session?.actor ? user : undefined;
}

/** Resolves with the id of the session that the tab shows, once that is known. */
function knownSession(clerk: ClerkInstance): Promise<string | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      if (clerk.session === undefined || clerk.user === undefined) return;
      resolve(clerk.session?.id);
      queueMicrotask(() => unlisten());
    };
    const unlisten = clerk.__internal_subscribe(look);
    look();
  });
}

/** Returns whether the instance has passkeys, and neither it nor the page has turned the offer off. */
function isWanted(clerk: ClerkInstance): boolean {
  const settings = clerk.__internal_environment?.user_settings;
  const isOn = settings?.attributes.passkey?.enabled && settings.passkey_settings?.offer_after_sign_in !== false;
  return !!isOn && `${clerk.__internal_getOption('offerPasskey')}` !== 'false';
}

/** Returns whether this is not the page that the user is on: a frame, a popup, or a page behind a dialog. */
function isAside(): boolean {
  return window.top !== window || !!window.opener || !!page.querySelector(':modal');
}

/**
 * Returns whether this device can keep a passkey, or a password manager, which answers in its place. A passkey on
 * another device takes longer than a password, so it is not offered.
 */
async function canCreate(): Promise<boolean> {
  const { PublicKeyCredential: passkeys } = window as Partial<Pick<typeof window, 'PublicKeyCredential'>>;
  return (await passkeys?.isUserVerifyingPlatformAuthenticatorAvailable?.()) === true;
}

function asked({ frontendApi }: ClerkInstance): AskedUsers {
  return new AskedUsers(localStore, frontendApi);
}
