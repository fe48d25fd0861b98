import { Account, CODE, newAddress, newNumber, PASSWORD } from './account.ts';
import { codeField, EDIT, EMAIL, named, PASSWORD_FIELD, PHONE, PROVIDER } from './controls.ts';
import type { Job, Walk } from './job.ts';
import { atProvider } from './sign-in-jobs.ts';

const byEmail: Walk = async (p) => {
  await p.open('sign-up', EMAIL);
  await p.type(EMAIL, newAddress());
  await p.type(PASSWORD_FIELD, PASSWORD);
  await p.enter();
  await p.code(codeField(p.side), CODE);
  await p.arrives();
};

const usableForm: Walk = async (p) => {
  await p.visit('sign-up', EMAIL);
  await p.ends(EMAIL);
};

const byPhone: Walk = async (p) => {
  if (p.side === 'ours') await p.open('sign-up', PHONE);
  else {
    const use = named('Use phone instead');
    await p.open('sign-up', use);
    await p.click(use);
  }
  await p.type(PHONE, newNumber());
  await p.type(PASSWORD_FIELD, PASSWORD);
  await p.enter();
  await p.code(codeField(p.side), CODE);
  await p.arrives();
};

const byProvider: Walk = async (p) => {
  const sub = Account.addAtProvider(p.site);
  await p.open('sign-up', PROVIDER);
  await p.click(PROVIDER);
  await atProvider(p, sub);
  await p.arrives();
};

const corrected: Walk = async (p) => {
  await p.open('sign-up', EMAIL);
  await p.type(EMAIL, newAddress());
  await p.type(PASSWORD_FIELD, PASSWORD);
  await p.enter();
  await p.see(EDIT);
  await p.click(EDIT);
  await p.see(EMAIL);
  await p.type(EMAIL, newAddress());
  if (await p.isAsked(PASSWORD_FIELD)) await p.type(PASSWORD_FIELD, PASSWORD);
  await p.enter();
  await p.code(codeField(p.side), CODE);
  await p.arrives();
};

const both = (walk: Walk): Pick<Job, 'ours' | 'clerk'> => ({ ours: walk, clerk: walk });

export const signUpJobs: readonly Job[] = [
  {
    id: 'first-visit-sign-up',
    title: 'First visit, until the sign-up form is usable',
    isFirstVisit: true,
    ...both(usableForm),
  },
  { id: 'sign-up', title: 'Sign up with an address and a password', ...both(byEmail) },
  { id: 'sign-up-phone', title: 'Sign up with a phone number and a password', on: 'phones', ...both(byPhone) },
  { id: 'sign-up-provider', title: 'Sign up with a provider', ...both(byProvider) },
  { id: 'sign-up-corrected', title: 'Sign up, and correct a mistyped address', ...both(corrected) },
];
