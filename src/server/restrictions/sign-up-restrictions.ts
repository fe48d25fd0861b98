import { DISPOSABLE_DOMAINS } from './disposable-domains-table.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { isTestEmail } from '../identifiers/test-recipient.ts';
import { domainOf, IdentifierList, parentsOf } from './identifier-list.ts';
import type { Refusal, RestrictedKind, Restrictions } from './restrictions.ts';

/** An identifier that somebody wants to sign up or in with. */
export interface Candidate {
  kind: RestrictedKind;
  /** Passed the format check of its kind; phone numbers in E.164. */
  value: string;
}

/** Says who may come in. Pure: it looks at nothing but the restrictions it was made of. */
export interface SignUpRestrictions {
  /**
   * Why one identifier is refused, undefined when it is not. With an allow-list an identifier of a kind that the list
   * says nothing about passes here: whether the account may be made is for {@link admits} to say.
   */
  refuse(candidate: Candidate): Refusal | undefined;
  /** The account may be made: no identifier is refused and, with an allow-list, the list names one of them. */
  admits(proven: readonly Candidate[]): boolean;
  /** The account may sign in: the lists alone count, and only when they are set to. */
  admitsSignIn(proven: readonly Candidate[]): boolean;
}

/** What marks a part of a mailbox rather than a mailbox. */
const SUBADDRESS_MARKS = ['+', '=', '#'];

/**
 * @param restrictions checked ones
 * @param testMode lets `+clerk_test` addresses through although they are sub-addresses
 */
export function createSignUpRestrictions(restrictions: Restrictions, testMode: boolean): SignUpRestrictions {
  const allowed = new IdentifierList(restrictions.allowlist);
  const blocked = new IdentifierList(restrictions.blocklist);
  const disposable = new Set(
    [...(restrictions.blockDisposable ? DISPOSABLE_DOMAINS : []), ...restrictions.disposableDomains].map(domainOf),
  );

  const refuseByList = ({ kind, value }: Candidate): Refusal | undefined => {
    const allows = allowed.find(kind, value);
    const blocks = Math.max(blocked.find(kind, value), blocked.find(kind, mailboxOf(kind, value)));
    // The closer entry wins, so that one address of an allowed domain can be blocked and the other way round.
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
    refuse,
    admits: (proven) =>
      proven.every((candidate) => refuse(candidate) === undefined) &&
      (allowed.isEmpty || proven.some(({ kind, value }) => allowed.find(kind, value) > 0)),
    admitsSignIn: (proven) =>
      !restrictions.onSignIn ||
      (proven.every((candidate) => refuseByList(candidate) !== 'blocklisted') &&
        (allowed.isEmpty || proven.some(({ kind, value }) => allowed.find(kind, value) > 0))),
  };
}

/** The mailbox behind a sub-address: whoever is blocked is blocked as `name+anything` too. */
function mailboxOf(kind: RestrictedKind, value: string): string {
  const plus = kind === 'email_address' ? value.indexOf('+') : -1;
  return plus > 0 ? value.slice(0, plus) + value.slice(value.lastIndexOf('@')) : value;
}
