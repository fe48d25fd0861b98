import { accountsKey } from './accounts-key.ts';
import { attempt } from '../platform/native.ts';
import type { KeyValueStorage } from '../platform/platform.ts';
import { deleted, identifiersOf } from '../resources/identifiers-of.ts';
import type { SessionResource } from '../resources/types/session.ts';
import type { SessionHost } from './session-context.ts';

/** What this browser keeps of an account, to show it in the list of accounts and on the first screen of sign-in. */
export interface RememberedAccount {
  readonly name: string;
  /** Email address, username or phone number. */
  readonly identifier: string;
  /** Empty without a picture. */
  readonly imageUrl: string;
  /**
   * The sign-in method that was used last; empty when it is not known. Only accounts that sign-in greets by name have
   * one, and they are kept while they are signed in, too.
   */
  readonly strategy?: string | undefined;
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
 * Keeps the accounts that sign out, and forgets those that are signed in. An account that sign-in greets by name is kept
 * while it is signed in as well, because its session may expire without a word. Nothing is kept where the page does not
 * want it, nor, without the greeting, where a browser may hold one session only.
 *
 * @param gone sessions that sign out
 * @param isForgotten whether the sessions that sign out leave nothing behind
 */
export function rememberAccounts(host: SessionHost, gone: readonly SessionResource[] = [], isForgotten = false): void {
  const { platform, store, options, key } = host;
  const { environment, client } = store.state;
  if (!environment) return;
  const name = accountsKey(key);
  const { single_session_mode: isSingle, welcome_back: isGreeting } = environment.auth_config;
  const known = readAccounts(platform.storage, name).filter(({ identifier }) => !deleted.has(identifier));
  const live = (client?.signedInSessions ?? []).filter(({ id }) => !gone.some((session) => session.id === id));
  const present = [...gone, ...live].flatMap(identifiersOf);
  const greeted = known.filter(isGreeted).map(({ identifier }) => identifier);
  const toAccount = (session: SessionResource) =>
    accountOf(session, isGreeting || identifiersOf(session).some((each) => greeted.includes(each)));
  const accounts = [
    ...(isForgotten ? [] : gone.map(toAccount)),
    // The one that was used last is the first to be greeted.
    ...live
      .sort((a, b) => +b.lastActiveAt - +a.lastActiveAt)
      .map(toAccount)
      .filter(isGreeted),
    ...known.filter(({ identifier }) => !present.includes(identifier)),
  ].filter((account) => !isSingle || isGreeted(account));
  writeAccounts(platform.storage, name, options.rememberAccounts === false ? [] : accounts);
}

function isGreeted({ strategy }: RememberedAccount): boolean {
  return strategy !== undefined;
}

/** @param withMethod for sign-in to greet the account */
function accountOf(session: SessionResource, withMethod = false): RememberedAccount {
  const { firstName, lastName, identifier, hasImage, imageUrl } = session.publicUserData;
  return {
    name: [firstName, lastName].filter(Boolean).join(' ') || identifier,
    identifier,
    imageUrl: hasImage ? imageUrl : '',
    strategy: withMethod ? (session.lastAuthenticationStrategy ?? '') : undefined,
  };
}

/** Returns the accounts of a list, each once and without anything else in it. */
function tidy(list: unknown): RememberedAccount[] {
  const accounts = new Map<string, RememberedAccount>();
  for (const entry of Array.isArray(list) ? list : []) {
    const given = entry as RememberedAccount | null;
    const isText = (text: unknown) => typeof text === 'string' && text.length <= TEXT_LIMIT;
    if (!given?.identifier || !FIELDS.every((field) => isText(given[field]))) continue;
    const { name, identifier, imageUrl, strategy } = given;
    const account = { name, identifier, imageUrl, ...(isText(strategy) && { strategy }) };
    if (!accounts.has(identifier)) accounts.set(identifier, account);
  }
  return [...accounts.values()].slice(0, MOST);
}
