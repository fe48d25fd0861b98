import { Account, CODE, newAddress, OTHER_PASSWORD, PASSWORD } from './account.ts';
import { codeField, EDIT, EMAIL, IDENTIFIER, named, PASSWORD_FIELD, PROVIDER, USER_BUTTON } from './controls.ts';
import type { Job, Walk } from './job.ts';
import type { Person } from './person.ts';

const other = named('Use another method');

/** Opens the sign-in form for an account. */
async function begin(p: Person, account: Account): Promise<void> {
  await p.open('sign-in', IDENTIFIER);
  await p.type(IDENTIFIER, account.email);
}

/** Types the password where our first screen has it, or on the next screen of Clerk's. */
async function password(p: Person, text = PASSWORD): Promise<void> {
  if (p.side === 'clerk') {
    await p.enter();
    await p.see(PASSWORD_FIELD);
  }
  await p.type(PASSWORD_FIELD, text);
  await p.enter();
}

async function code(p: Person, digits = CODE): Promise<void> {
  await p.code(codeField(p.side), digits);
}

/** Gets from the identifier to what our first screen offers, and Clerk's only on the next one. */
async function follow(p: Person, link: string): Promise<void> {
  if (p.side === 'clerk') {
    await p.enter();
    await p.see(link);
  }
  await p.click(link);
}

const byPassword: Walk = async (p) => {
  await begin(p, await Account.create(p.site));
  await password(p);
  await p.arrives();
};

const byEmailCode: Walk = async (p) => {
  await begin(p, await Account.create(p.site, { password: null }));
  await p.enter();
  await code(p);
  await p.arrives();
};

const byEmailCodeAtFirst: Walk = async (p) => {
  const account = await Account.create(p.site, { password: null });
  await p.visit('sign-in', IDENTIFIER);
  await p.type(IDENTIFIER, account.email);
  await p.enter();
  await code(p);
  await p.arrives();
};

const byCodeInstead: Walk = async (p) => {
  await begin(p, await Account.create(p.site));
  await follow(p, other);
  const choice = named('Email code to');
  await p.see(choice);
  await p.click(choice);
  await code(p);
  await p.arrives();
};

const byLink: Walk = async (p) => {
  const account = await Account.create(p.site, { email: newAddress().replace('+clerk_test', '') });
  p.site.passPause();
  await begin(p, account);
  await follow(p, other);
  const choice = named('Email link to');
  await p.see(choice);
  await p.click(choice);
  await p.openLink(account.email);
  const confirm = 'button:text-matches("^(Sign in|Confirm)$")';
  await p.see(confirm);
  await p.click(confirm);
  await p.arrives();
};

const byPasskey: Walk = async (p) => {
  await p.hasPasskey(await Account.create(p.site));
  const use = named('Use passkey instead');
  await p.open('sign-in', use);
  await p.click(use);
  await p.arrives();
};

const byProvider: Walk = async (p) => {
  const sub = await Account.createAtProvider(p.site);
  await p.open('sign-in', PROVIDER);
  await p.click(PROVIDER);
  await atProvider(p, sub);
  await p.arrives();
};

/** The provider's own page, the same for both sides. */
export async function atProvider(p: Person, sub: string): Promise<void> {
  await p.see('input[name=account]');
  await p.type('input[name=account]', sub);
  await p.enter('button:text("Sign in")');
}

const withTotp: Walk = async (p) => {
  const account = await Account.create(p.site);
  const app = await account.addTotp();
  await begin(p, account);
  await password(p);
  await code(p, app.code());
  await p.arrives();
};

const withSms: Walk = async (p) => {
  const account = await Account.create(p.site);
  await account.addSms();
  await begin(p, account);
  await password(p);
  await code(p);
  await p.arrives();
};

const withBackupCode: Walk = async (p) => {
  const account = await Account.create(p.site);
  const { backupCodes } = await account.addTotp();
  await begin(p, account);
  await password(p);
  // The screen of the password has this link, too.
  await p.see(codeField(p.side));
  await p.click(other);
  const choice = named('backup code');
  await p.see(choice);
  await p.click(choice);
  await p.see('input[name=code]');
  await p.type('input[name=code]', backupCodes[0] ?? '');
  await p.enter();
  await p.arrives();
};

const wrongPassword: Walk = async (p) => {
  await begin(p, await Account.create(p.site));
  await password(p, 'not the password at all');
  await p.reads('[class*=formFieldErrorText]');
  await p.type(PASSWORD_FIELD, PASSWORD);
  await p.enter();
  await p.arrives();
};

const forgotPassword: Walk = async (p) => {
  await begin(p, await Account.create(p.site));
  await follow(p, named('Forgot password?'));
  if (p.side === 'clerk') {
    const reset = named('Reset your password');
    await p.see(reset);
    await p.click(reset);
  }
  await code(p);
  await p.see(PASSWORD_FIELD);
  await p.type(PASSWORD_FIELD, OTHER_PASSWORD);
  if (p.side === 'clerk') await p.type('input[name=confirmPassword]', OTHER_PASSWORD);
  await p.enter();
  await p.arrives();
};

const unknownAddress: Walk = async (p) => {
  const address = newAddress();
  await p.open('sign-in', IDENTIFIER);
  await p.type(IDENTIFIER, address);
  await p.enter();
  await p.reads('[class*=formFieldErrorText]');
  await p.click(named(p.side === 'ours' ? 'Create an account' : 'Sign up'));
  await p.see(EMAIL);
  if (await p.isAsked(EMAIL)) await p.type(EMAIL, address);
  await p.type(PASSWORD_FIELD, PASSWORD);
  await p.enter();
  await code(p);
  await p.arrives();
};

const changedIdentifier: Walk = async (p) => {
  const [mistaken, account] = [
    await Account.create(p.site, { password: null }),
    await Account.create(p.site, { password: null }),
  ];
  await begin(p, mistaken);
  await p.enter();
  await p.see(EDIT);
  await p.click(EDIT);
  await p.see(IDENTIFIER);
  await p.type(IDENTIFIER, account.email);
  await p.enter();
  await code(p);
  await p.arrives();
};

const usableForm: Walk = async (p) => {
  await p.visit('sign-in', IDENTIFIER);
  await p.ends(IDENTIFIER);
};

const again: Walk = async (p) => {
  const account = await Account.create(p.site);
  await p.prepares(async () => {
    await begin(p, account);
    await password(p);
    await p.arrives();
    // A page of the application, on which the account is kept.
    await p.open('button', USER_BUTTON);
    await p.isSignedOut();
  });
  if (p.side === 'ours') {
    const greeting = named('Continue with password');
    await p.open('sign-in', greeting);
    await p.click(greeting);
    await p.see(PASSWORD_FIELD);
    await p.type(PASSWORD_FIELD, PASSWORD);
    await p.enter();
  } else {
    await begin(p, account);
    await password(p);
  }
  await p.arrives();
};

const both = (walk: Walk): Pick<Job, 'ours' | 'clerk'> => ({ ours: walk, clerk: walk });

export const signInJobs: readonly Job[] = [
  {
    id: 'first-visit',
    title: 'First visit, until the sign-in form is usable',
    isFirstVisit: true,
    ...both(usableForm),
  },
  { id: 'password', title: 'Sign in with a password', ...both(byPassword) },
  {
    id: 'come-back',
    title: 'Come back to a known browser with the password',
    on: 'greeting',
    ...both(again),
  },
  { id: 'email-code', title: 'Sign in with an email code', on: 'codes', ...both(byEmailCode) },
  {
    id: 'first-email-code',
    title: 'First visit, and sign in with an email code',
    on: 'codes',
    isFirstVisit: true,
    ...both(byEmailCodeAtFirst),
  },
  { id: 'code-instead', title: 'Sign in with an email code instead of the password', ...both(byCodeInstead) },
  { id: 'email-link', title: 'Sign in with an email link, in the same browser', on: 'links', ...both(byLink) },
  { id: 'passkey', title: 'Sign in with a passkey', ...both(byPasskey) },
  { id: 'provider', title: 'Sign in with a provider', ...both(byProvider) },
  { id: 'totp', title: 'Sign in with a password and an authenticator app', ...both(withTotp) },
  { id: 'sms', title: 'Sign in with a password and a text message', ...both(withSms) },
  { id: 'backup-code', title: 'Sign in with a password and a backup code', ...both(withBackupCode) },
  { id: 'wrong-password', title: 'Type a wrong password, then the right one', ...both(wrongPassword) },
  { id: 'forgot-password', title: 'Replace a forgotten password', ...both(forgotPassword) },
  { id: 'unknown-address', title: 'Begin at sign-in without an account, and sign up', ...both(unknownAddress) },
  {
    id: 'change-identifier',
    title: 'Change the address half-way, and sign in',
    on: 'codes',
    ...both(changedIdentifier),
  },
];
