import { Secret, TOTP } from 'otpauth';
import { drawPicture } from '../../support/pictures.ts';
import { Account, CODE, newAddress, newNumber, OTHER_PASSWORD } from './account.ts';
import { codeField, EMAIL, named, PHONE, PRIMARY, section } from './controls.ts';
import type { Job, Walk } from './job.ts';
import type { Person } from './person.ts';
import { atProvider } from './sign-in-jobs.ts';

/** Opens the profile of a new account. */
async function begin(p: Person): Promise<Account> {
  const account = await Account.create(p.site);
  await p.isSignedIn(account);
  await p.open('user', section('emailAddresses'));
  return account;
}

/** Goes to the page with passwords, second factors and devices. @param control is usable then */
async function security(p: Person, control: string): Promise<void> {
  await p.click(named('Security'));
  await p.see(control);
}

const changesName: Walk = async (p) => {
  await begin(p);
  await p.click(named('Update profile'));
  await p.see('input[name=firstName]');
  await p.type('input[name=firstName]', 'Ada');
  await p.type('input[name=lastName]', 'Berg');
  await p.enter();
  await p.ends(`${section('profile')} :text("Ada Berg")`);
};

const uploadsPicture: Walk = async (p) => {
  const buffer = await drawPicture(300, 200).png().toBuffer();
  await begin(p);
  const file = { name: 'me.png', mimeType: 'image/png', buffer };
  if (p.side === 'ours') {
    // Somebody without a picture gets the browser's dialog at once.
    await p.choose('button[aria-label="Change profile picture"]', file);
    await p.see(named('Save'));
    await p.click(named('Save'));
  } else {
    await p.click(named('Update profile'));
    await p.see(named('Upload'));
    await p.choose(named('Upload'), file);
  }
  await p.ends('img[src*=profile_images]');
};

const addsEmail: Walk = async (p) => {
  const address = newAddress();
  await begin(p);
  await p.click(named('Add email address'));
  await p.see(EMAIL);
  await p.type(EMAIL, address);
  await p.enter();
  await p.code(codeField(p.side), CODE);
  await p.ends(codeField(p.side), 'hidden');
};

const addsPhone: Walk = async (p) => {
  await begin(p);
  await p.click(named('Add phone number'));
  await p.see(PHONE);
  await p.type(PHONE, newNumber());
  await p.enter();
  await p.code(codeField(p.side), CODE);
  await p.ends(codeField(p.side), 'hidden');
};

const connects: Walk = async (p) => {
  const sub = Account.addAtProvider(p.site);
  await begin(p);
  await p.click(named('Connect account'));
  await p.see(named('Acme'));
  await p.click(named('Acme'));
  await atProvider(p, sub);
  await p.ends(`${section('connectedAccounts')} :text("${sub}@example.com")`);
};

const changesPassword: Walk = async (p) => {
  await begin(p);
  await security(p, named('Update password'));
  await p.click(named('Update password'));
  await p.see('input[name=newPassword]');
  await p.type('input[name=newPassword]', OTHER_PASSWORD);
  if (p.side === 'clerk') await p.type('input[name=confirmPassword]', OTHER_PASSWORD);
  await p.enter();
  await p.ends('input[name=newPassword]', 'hidden');
};

const addsPasskey: Walk = async (p) => {
  await p.hasAuthenticator();
  await begin(p);
  await security(p, named('Add a passkey'));
  await p.click(named('Add a passkey'));
  await p.ends(`${section('passkeys')} :text("Chrome on Linux")`);
};

const turnsTotpOn: Walk = async (p) => {
  await begin(p);
  await security(p, named('Add two-step verification'));
  await p.click(named('Add two-step verification'));
  const choice = named('Authenticator app');
  await p.see(choice);
  const key = p.answer(/\/me\/totp/);
  await p.click(choice);
  // An app reads the key from the picture. The walk takes it from the answer that brought it.
  const secret = Secret.fromBase32((await key).secret);
  await p.see(PRIMARY);
  await p.click(PRIMARY);
  await p.code(codeField(p.side), TOTP.generate({ secret }));
  const done = p.side === 'ours' ? PRIMARY : named('Finish');
  await p.see('.cl-backupCodes, :text("Save the following codes"), :text("backup codes")');
  await p.click(done);
  await p.ends(`${section('mfa')} :text("Authenticator app")`);
};

const signsDeviceOut: Walk = async (p) => {
  // The browser that created the account is the other device.
  await begin(p);
  if (p.side === 'ours') {
    const out = '[data-opens=revokeDevice]';
    await security(p, out);
    await p.click(out);
    await p.see(`.cl-actionCard ${PRIMARY}`);
    await p.click(`.cl-actionCard ${PRIMARY}`);
    await p.ends('.cl-actionCard', 'hidden');
  } else {
    const menu = `${section('activeDevices')} button[aria-label="Open menu"]`;
    await security(p, menu);
    await p.click(menu);
    await p.see(named('Sign out of device'));
    // The row stays until the page is loaded again, so the answer ends the job.
    const ended = p.answer(/\/revoke/);
    await p.click(named('Sign out of device'));
    await ended;
    await p.ends('body');
  }
};

const deletes: Walk = async (p) => {
  await begin(p);
  const open = `${section('danger')} ${named('Delete account')}`;
  await security(p, open);
  await p.click(open);
  await p.see('input[name=deleteConfirmation]');
  await p.type('input[name=deleteConfirmation]', 'Delete account');
  await p.enter(named('Delete account'));
  await p.arrives('/out');
};

const both = (walk: Walk): Pick<Job, 'ours' | 'clerk'> => ({ ours: walk, clerk: walk });

export const profileJobs: readonly Job[] = [
  { id: 'name', title: 'Change the name', ...both(changesName) },
  { id: 'picture', title: 'Upload a picture', ...both(uploadsPicture) },
  { id: 'add-email', title: 'Add an email address and verify it', ...both(addsEmail) },
  { id: 'add-phone', title: 'Add a phone number and verify it', ...both(addsPhone) },
  { id: 'connect', title: 'Connect a provider', ...both(connects) },
  { id: 'change-password', title: 'Change the password', ...both(changesPassword) },
  { id: 'add-passkey', title: 'Add a passkey', ...both(addsPasskey) },
  { id: 'turn-totp-on', title: 'Turn an authenticator app on, with backup codes', ...both(turnsTotpOn) },
  { id: 'device-out', title: 'Sign another device out', ...both(signsDeviceOut) },
  { id: 'delete-account', title: 'Delete the account', ...both(deletes) },
];
