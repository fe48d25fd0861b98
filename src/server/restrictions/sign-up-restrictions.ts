import { keyOf } from '../identifiers/identifier-key.ts';
import { isTestEmail } from '../identifiers/test-recipient.ts';
import { DISPOSABLE_DOMAINS } from './disposable-domains-table.ts';
import { domainOf, entryKeysOf, IdentifierList, parentsOf } from './identifier-list.ts';
import type { Refusal, RestrictedKind, Restrictions } from './restrictions.ts';

/** An identifier to sign up or sign in with. */
export interface Candidate {
  kind: RestrictedKind;
  /** It passed the format check of its kind; phone numbers are in E.164. */
  value: string;
}

/** What the database has of both lists for some identifiers. */
export interface ListedEntries {
  /** The entries of the allow-list that could match one of them. */
  readonly allowed: readonly string[];
  /** The same of the block-list. */
  readonly blocked: readonly string[];
  /** The kinds of all entries of the allow-list, whether they match or not. */
  readonly allowedKinds: readonly RestrictedKind[];
}

/** Decides who may sign up and sign in. */
export interface SignUpRestrictions {
  /** Whether only those on the allow-list may sign up. */
  readonly hasAllowlist: boolean;
  /** Whether both lists count at sign-in too. */
  readonly onSignIn: boolean;
  /** Returns the restrictions with further entries of both lists, which hold for the identifiers they were read for. */
  with(entries: ListedEntries): SignUpRestrictions;
  /**
   * Tells why an identifier is refused; undefined when it is allowed. If the allowlist is in force and has no entries for
   * this kind, the identifier passes here: {@link admits} decides whether the account may be created.
   */
  refuse(candidate: Candidate): Refusal | undefined;
  /**
   * Whether an account may be created: no identifier is refused and, if the allowlist is in force, it matches one of
   * them.
   */
  admits(proven: readonly Candidate[]): boolean;
  /** Whether an account may sign in. Only the lists count, and only where `onSignIn` is set. */
  admitsSignIn(proven: readonly Candidate[]): boolean;
}

/** The characters that mark a subaddress. */
const SUBADDRESS_MARKS = ['+', '=', '#'];

/**
 * Creates the restrictions of an instance from its settings.
 *
 * @param testMode allows `+clerk_test` addresses although they are subaddresses
 */
export function createSignUpRestrictions(restrictions: Restrictions, testMode: boolean): SignUpRestrictions {
  const allowed = new IdentifierList(restrictions.allowlistEnabled ? restrictions.allowlist : []);
  return restrict(restrictions, testMode, allowed, new IdentifierList(restrictions.blocklist));
}

/** Returns the keys of all entries, on either list, that could match an identifier. */
export function listKeysOf({ kind, value }: Candidate): string[] {
  return [...entryKeysOf(kind, value), ...entryKeysOf(kind, mailboxOf(kind, value))];
}

function restrict(
  restrictions: Restrictions,
  testMode: boolean,
  allowed: IdentifierList,
  blocked: IdentifierList,
): SignUpRestrictions {
  const { allowlistEnabled: hasAllowlist, onSignIn } = restrictions;
  const disposable = new Set(
    [...(restrictions.blockDisposable ? DISPOSABLE_DOMAINS : []), ...restrictions.disposableDomains].map(domainOf),
  );

  const refuseByList = ({ kind, value }: Candidate): Refusal | undefined => {
    const allows = allowed.find(kind, value);
    const blocks = Math.max(blocked.find(kind, value), blocked.find(kind, mailboxOf(kind, value)));
    // The closer entry wins, so that one address of an allowed domain can be blocked, and the reverse.
    if (blocks > 0 && blocks >= allows) return 'blocklisted';
    return allowed.covers(kind) && allows === 0 ? 'not_allowlisted' : undefined;
  };
  const refuse = (candidate: Candidate): Refusal | undefined => {
    const listed = refuseByList(candidate);
    if (listed || candidate.kind !== 'email_address') return listed;
    const key = keyOf(candidate.value);
    const local = key.slice(0, key.lastIndexOf('@'));
    const isTest = testMode && isTestEmail(candidate.value);
    if (restrictions.blockSubaddresses && !isTest && SUBADDRESS_MARKS.some((mark) => local.includes(mark))) {
      return 'subaddress';
    }
    const domain = domainOf(candidate.value);
    return [domain, ...parentsOf(domain)].some((each) => disposable.has(each)) ? 'disposable' : undefined;
  };
  return {
    hasAllowlist,
    onSignIn,
    with: (entries) =>
      restrict(
        restrictions,
        testMode,
        hasAllowlist ? new IdentifierList(entries.allowed, allowed, entries.allowedKinds) : allowed,
        new IdentifierList(entries.blocked, blocked),
      ),
    refuse,
    admits: (proven) =>
      proven.every((candidate) => refuse(candidate) === undefined) &&
      (!hasAllowlist || proven.some(({ kind, value }) => allowed.find(kind, value) > 0)),
    admitsSignIn: (proven) =>
      !onSignIn ||
      (proven.every((candidate) => refuseByList(candidate) !== 'blocklisted') &&
        (!hasAllowlist || proven.some(({ kind, value }) => allowed.find(kind, value) > 0))),
  };
}

/** Returns the mailbox of a subaddress: a blocked address is also blocked as `name+anything`. */
function mailboxOf(kind: RestrictedKind, value: string): string {
  const plus = kind === 'email_address' ? value.indexOf('+') : -1;
  return plus > 0 ? value.slice(0, plus) + value.slice(value.lastIndexOf('@')) : value;
}
