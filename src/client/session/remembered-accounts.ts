import { accountsKey } from './accounts-key.ts';
import { attempt } from '../platform/native.ts';
import type { KeyValueStorage } from '../platform/platform.ts';
import type { SessionResource } from '../resources/types.ts';
import type { SessionHost } from './session-context.ts';

/** What this browser keeps of an account that has signed out, to show it in the list of accounts. */
export interface RememberedAccount {
  readonly name: string;
  /** Email address, username or phone number. */
  readonly identifier: string;
  /** Empty without a picture. */
  readonly imageUrl: string;
}

/** The most accounts that are kept; the last ones count. */
const MOST = 10;
/** The most characters of a stored list, and of a text in it. A longer one is not ours. */
const LIST_LIMIT = 50_000;
const TEXT_LIMIT = 2000;
const FIELDS = ['name', 'identifier', 'imageUrl'] as const satisfies readonly (keyof RememberedAccount)[];

/** Reads the accounts that are kept. What is stored may be anything: other scripts write there, too. */
export function readAccounts(storage: KeyValueStorage, key: string): RememberedAccount[] {
  const text = storage.get(key) ?? '';
  return tidy(text.length > LIST_LIMIT ? [] : attempt(() => JSON.parse(text)));
}

/** Keeps these accounts and no others. */
export function writeAccounts(storage: KeyValueStorage, key: string, accounts: readonly RememberedAccount[]): void {
  const text = JSON.stringify(tidy(accounts));
  if (text !== (storage.get(key) ?? '[]')) storage.set(key, text);
}

/**
 * Keeps the accounts that sign out, and forgets those that are signed in. Nothing is kept where a browser may hold one
 * session only, or where the page does not want it.
 *
 * @param gone sessions that sign out
 */
export function rememberAccounts(host: SessionHost, gone: readonly SessionResource[] = []): void {
  const { platform, store, options, key } = host;
  const { environment, client } = store.state;
  if (!environment) return;
  const name = accountsKey(key);
  const isOff = options.rememberAccounts === false || environment.auth_config.single_session_mode;
  const present = (client?.signedInSessions ?? [])
    .filter(({ id }) => !gone.some((session) => session.id === id))
    .flatMap(identifiersOf);
  const accounts = isOff ? [] : [...gone.map(accountOf), ...readAccounts(platform.storage, name)];
  writeAccounts(
    platform.storage,
    name,
    accounts.filter(({ identifier }) => !present.includes(identifier)),
  );
}

function accountOf({ publicUserData }: SessionResource): RememberedAccount {
  const { firstName, lastName, identifier, hasImage, imageUrl } = publicUserData;
  return {
    name: [firstName, lastName].filter(Boolean).join(' ') || identifier,
    identifier,
    imageUrl: hasImage ? imageUrl : '',
  };
}

/** Returns everything that an account may have been kept under. */
function identifiersOf({ user, publicUserData }: SessionResource): (string | null | undefined)[] {
  const addresses = user?.emailAddresses?.map(({ emailAddress }) => emailAddress) ?? [];
  const numbers = user?.phoneNumbers?.map(({ phoneNumber }) => phoneNumber) ?? [];
  const wallets = user?.web3Wallets?.map(({ web3Wallet }) => web3Wallet) ?? [];
  return [publicUserData.identifier, user?.username, ...addresses, ...numbers, ...wallets];
}

/** Returns the accounts of a list, each once and without anything else in it. */
function tidy(list: unknown): RememberedAccount[] {
  const accounts = new Map<string, RememberedAccount>();
  for (const entry of Array.isArray(list) ? list : []) {
    const texts = FIELDS.map((name) => (entry as RememberedAccount | null)?.[name]);
    const [name, identifier, imageUrl] = texts as [string, string, string];
    const isWhole = texts.every((text) => typeof text === 'string' && text.length <= TEXT_LIMIT);
    if (isWhole && identifier && !accounts.has(identifier)) accounts.set(identifier, { name, identifier, imageUrl });
  }
  return [...accounts.values()].slice(0, MOST);
}
