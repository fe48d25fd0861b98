import { type Candidate, listKeysOf, type SignUpRestrictions } from '../restrictions/sign-up-restrictions.ts';
import type { Services } from '../services.ts';
import type { ListedIdentifierOps } from '../storage/tables/listed-identifiers-table.ts';
import { refuse } from './identifier-errors.ts';

/**
 * Returns the restrictions for some identifiers: those of the settings, and the entries that administrators have added.
 * What an administrator changes counts from the next call on, on every node.
 *
 * @param storage that of the transaction, if there is one
 */
export async function restrictionsFor(
  { restrictions }: Pick<Services, 'restrictions'>,
  storage: ListedIdentifierOps,
  candidates: readonly Candidate[],
): Promise<SignUpRestrictions> {
  const keys = [...new Set(candidates.flatMap(listKeysOf))];
  return restrictions.with(await storage.matchListedIdentifiers(keys, restrictions.hasAllowlist));
}

/**
 * Refuses an identifier that may not sign up.
 *
 * @throws {ApiError} `form_email_address_blocked` or `not_allowed_access`, for the form field of the identifier
 */
export async function refuseRestricted(
  services: Pick<Services, 'restrictions' | 'storage'>,
  candidate: Candidate,
): Promise<void> {
  refuse((await restrictionsFor(services, services.storage, [candidate])).refuse(candidate), candidate.kind);
}
