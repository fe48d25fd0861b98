import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { createMembers } from '../../../src/client/members/members.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';

/** What Clerk's SDKs call, with what this release does not have. */
const MOUNTED = [
  'SignIn',
  'SignUp',
  'UserAvatar',
  'UserButton',
  'UserProfile',
  'OrganizationProfile',
  'CreateOrganization',
  'OrganizationSwitcher',
  'OrganizationList',
  'Waitlist',
  'PricingTable',
  'APIKeys',
  'OAuthConsent',
  'TaskChooseOrganization',
  'TaskResetPassword',
  'TaskSetupMFA',
];
const OPENED = [
  'SignIn',
  'SignUp',
  'UserProfile',
  'OrganizationProfile',
  'InviteMembers',
  'CreateOrganization',
  'Waitlist',
  'GoogleOneTap',
];

type Methods = Record<string, (...args: unknown[]) => void>;

function newClerk(): Clerk & Methods {
  const clerk = new Clerk(KEY, { platform: new FakeFapi().world.openTab() });
  clerk.__internal_addMembers(createMembers);
  return clerk as unknown as Clerk & Methods;
}

test('every mount, unmount, open and close of the SDKs reaches the elements with its props', () => {
  const clerk = newClerk();
  const calls: unknown[][] = [];
  const note =
    (verb: string) =>
    (...args: unknown[]) =>
      void calls.push([verb, ...args]);
  const [mount, unmount, open, close] = ['mount', 'unmount', 'open', 'close'].map(note) as Methods[string][];
  clerk.__internal_setComponents({ mount, unmount, open, close, updateProps: () => {} } as never);
  const node = {};
  const props = { a: 1 };
  for (const name of MOUNTED) {
    clerk[`mount${name}`]?.(node, props);
    clerk[`unmount${name}`]?.(node);
    assert.deepEqual(calls.splice(0), [
      ['mount', name, node, props],
      ['unmount', node],
    ]);
  }
  for (const name of OPENED) {
    clerk[`open${name}`]?.(props);
    clerk[`close${name}`]?.();
    assert.deepEqual(calls.splice(0), [
      ['open', name, props],
      ['close', name],
    ]);
  }
});

test('every one of them says what is missing where no elements are loaded', () => {
  const clerk = newClerk();
  const names = [
    ...MOUNTED.flatMap((name) => [`mount${name}`, `unmount${name}`]),
    ...OPENED.flatMap((name) => [`open${name}`, `close${name}`]),
  ];
  for (const name of names) assert.throws(() => clerk[name]?.({}), { code: 'components_missing' }, name);
});
