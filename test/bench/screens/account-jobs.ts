import { Account, PASSWORD } from './account.ts';
import { IDENTIFIER, named, PASSWORD_FIELD, section, USER_BUTTON } from './controls.ts';
import type { Job, Walk } from './job.ts';
import type { Person } from './person.ts';

/** Signs accounts in, and opens the page with the user button. */
async function begin(p: Person, ...accounts: Account[]): Promise<void> {
  for (const account of accounts) await p.isSignedIn(account);
  await p.open('button', USER_BUTTON);
}

async function choose(p: Person, text: string): Promise<void> {
  await p.click(USER_BUTTON);
  await p.see(named(text));
  await p.click(named(text));
}

const switches: Walk = async (p) => {
  const [first, second] = [await Account.create(p.site), await Account.create(p.site)];
  await begin(p, first, second);
  await choose(p, first.email);
  await p.arrives();
};

const adds: Walk = async (p) => {
  const [first, second] = [await Account.create(p.site), await Account.create(p.site)];
  await begin(p, first);
  await choose(p, 'Add account');
  await p.see(IDENTIFIER);
  await p.type(IDENTIFIER, second.email);
  if (p.side === 'clerk') {
    await p.enter();
    await p.see(PASSWORD_FIELD);
  }
  await p.type(PASSWORD_FIELD, PASSWORD);
  await p.enter();
  await p.page.waitForURL((url) => !url.pathname.includes('sign-in'), { waitUntil: 'commit' });
  await p.ends('body');
};

const signsOut: Walk = async (p) => {
  await begin(p, await Account.create(p.site));
  await choose(p, 'Sign out');
  await p.arrives('/out');
};

const opensProfile: Walk = async (p) => {
  await begin(p, await Account.create(p.site));
  await choose(p, 'Manage account');
  await p.see(section('emailAddresses'));
  await p.ends(section('emailAddresses'));
};

const both = (walk: Walk): Pick<Job, 'ours' | 'clerk'> => ({ ours: walk, clerk: walk });

export const accountJobs: readonly Job[] = [
  { id: 'switch-account', title: 'Switch to another account', ...both(switches) },
  { id: 'add-account', title: 'Add a second account', ...both(adds) },
  { id: 'sign-out', title: 'Sign out', ...both(signsOut) },
  { id: 'open-profile', title: 'Open the profile', ...both(opensProfile) },
];
