import * as fc from 'fast-check';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { newId } from '../../src/server/ids.ts';
import {
  blankExternalAccount,
  blankPasskey,
  blankPhoneNumber,
  blankWeb3Wallet,
} from '../../src/server/storage/blank-rows.ts';
import { LOCK_MS, MAX_TRIES } from '../../src/server/users/lockout.ts';
import { PASSWORD, type TestInstance } from './instance.ts';
import { quickHasher } from './quick-hasher.ts';
import { emailRow, userRow } from './rows.ts';

/** Settings with enumeration protection and every sign-in method that an identifier can have. */
export const DISCREET: Partial<ConfigInput> = {
  enumerationProtection: true,
  attributes: {
    emailAddress: 'optional',
    phoneNumber: 'optional',
    username: 'optional',
    web3Wallet: 'optional',
    password: 'optional',
  },
  emailLink: true,
  passkeys: { enabled: true },
  wallets: ['metamask'],
  oauth: [{ provider: 'google', clientId: 'id', clientSecret: 'secret' }],
  secondFactors: { totp: true, phoneCode: true },
};

export interface Person {
  email: string;
  username: string;
  phone: string;
  wallet: string;
}

/** Differences between accounts. With enumeration protection, no answer may reveal any of them. */
export interface Standing {
  hasPassword: boolean;
  isBanned: boolean;
  isLocked: boolean;
  isReserved: boolean;
  hasPasskey: boolean;
  hasProvider: boolean;
}

/** An account with every sign-in method and without restrictions. */
export const WHOLE: Standing = {
  hasPassword: true,
  isBanned: false,
  isLocked: false,
  isReserved: false,
  hasPasskey: true,
  hasProvider: true,
};

/** Invisible characters. */
const UNSEEN = ['', ' ', '\u200b\u00a0'];

export type Spelling = (text: string) => string;

const persons = (function* (): Generator<Person> {
  for (let i = 100; ; i++) {
    yield {
      email: `Ana.Lee${i}@Example.com`,
      username: `Ana_Lee${i}`,
      phone: `+1202555${String(i).padStart(4, '0')}`,
      wallet: `0xAbCd${String(i).padStart(36, '0')}`,
    };
  }
})();
/** Returns a person that no other test uses. */
export const nextPerson = (): Person => persons.next().value as Person;

export const standings: fc.Arbitrary<Standing> = fc.record({
  hasPassword: fc.boolean(),
  isBanned: fc.boolean(),
  isLocked: fc.boolean(),
  isReserved: fc.boolean(),
  hasPasskey: fc.boolean(),
  hasProvider: fc.boolean(),
});

/** Equal spellings of email addresses, usernames and wallets, in other case or with invisible characters around. */
export const spellings: fc.Arbitrary<Spelling> = fc
  .record({ upper: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), before: fc.nat(2), after: fc.nat(2) })
  .map(({ upper, before, after }) => (text) => {
    const cased = [...text].map((letter, i) =>
      // The prefix of a wallet address is always lowercase.
      text.startsWith('0x') && i < 2 ? letter : upper[i % upper.length] ? letter.toUpperCase() : letter.toLowerCase(),
    );
    return `${UNSEEN[before]}${cased.join('')}${UNSEEN[after]}`;
  });
export const phoneSpellings = fc.constantFrom<Spelling>(
  (text) => text,
  (text) => text.replace(/^(\+1)(...)(...)/, '$1 ($2) $3-'),
  (text) => ` ${[...text].join(' ')} `,
  (text) => `\u202a${text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))}\u202c`,
);
export const identifiers = fc.oneof(
  fc.record({ of: fc.constantFrom('email', 'username', 'wallet'), spelling: spellings }),
  fc.record({ of: fc.constant('phone'), spelling: phoneSpellings }),
) as fc.Arbitrary<{ of: keyof Person; spelling: Spelling }>;
let hash: Promise<string> | undefined;

/** Writes an account as it is after its owner set everything up. @returns id of the user */
export async function register({ storage, clock }: TestInstance, person: Person, standing: Standing): Promise<string> {
  hash ??= quickHasher().admit((argon) => argon.hash(PASSWORD));
  const user_id = newId('user');
  const now = clock.now();
  const own = () => ({ id: newId('idn'), user_id });
  const email = emailRow(newId('idn'), user_id, person.email, true);
  await storage.insertUser(
    userRow(user_id, {
      username: person.username,
      username_key: person.username.toLowerCase(),
      password_hash: standing.hasPassword ? await hash : null,
      primary_email_address_id: email.id,
      banned: standing.isBanned,
      ...(standing.isLocked ? { failed_attempts: MAX_TRIES, retry_at: now + LOCK_MS } : {}),
    }),
  );
  await storage.insertEmailAddress(email);
  await storage.insertPhoneNumber({
    ...blankPhoneNumber({ ...own(), phone: person.phone }, now),
    verified: true,
    reserved_for_second_factor: standing.isReserved,
  });
  await storage.insertWeb3Wallet({
    ...blankWeb3Wallet({ ...own(), address: person.wallet.toLowerCase() }, now),
    verified: true,
  });
  if (standing.hasPasskey) {
    await storage.insertPasskey({ ...blankPasskey(own(), now), verified: true, credential_id: newId('idn') });
  }
  if (standing.hasProvider) {
    const account = blankExternalAccount({ ...own(), provider: 'oauth_google' }, now);
    await storage.insertExternalAccount({ ...account, verified: true, provider_user_id: newId('idn') });
  }
  return user_id;
}
