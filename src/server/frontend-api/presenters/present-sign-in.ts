import { isOver } from '../../clock.ts';
import type { FirstFactorJSON, SecondFactorJSON, SignInJSON } from '../../../protocol/json/sign-in.ts';
import type { VerificationJSON } from '../../../protocol/json/verification.ts';
import type { SignInRow } from '../../storage/rows.ts';

/** What the JSON of a sign-in holds besides the row. */
export interface SignInParts {
  supportedIdentifiers: string[];
  firstFactors: FirstFactorJSON[];
  /** The factors of the level that the attempt has reached. */
  secondFactors: SecondFactorJSON[];
  firstVerification: VerificationJSON | null;
  secondVerification: VerificationJSON | null;
  /** Whether the client knows the status `needs_client_trust`. Others see it as one more second factor. */
  knowsClientTrust: boolean;
  /** The picture of a user who is not known yet. */
  defaultImageUrl: string;
}

export function presentSignIn(row: SignInRow, parts: SignInParts, now: number): SignInJSON {
  const isComplete = row.status === 'complete';
  const hasIdentifier = row.identifier !== null;
  const isTrust = row.status === 'needs_client_trust' && !parts.knowsClientTrust;
  const status = isTrust ? 'needs_second_factor' : row.status;
  const { known = [], further = [] } = isComplete
    ? {}
    : Object.groupBy(parts.secondFactors, ({ strategy }) => (strategy === 'passkey' ? 'further' : 'known'));
  return {
    object: 'sign_in_attempt',
    id: row.id,
    status: !isComplete && isOver(row.abandon_at, now) ? 'abandoned' : status,
    supported_identifiers: parts.supportedIdentifiers,
    identifier: row.identifier,
    supported_first_factors: isComplete || !hasIdentifier ? null : parts.firstFactors,
    supported_second_factors: known.length === 0 ? null : known,
    further_second_factors: further,
    first_factor_verification: parts.firstVerification,
    second_factor_verification: parts.secondVerification,
    // A person who has only typed an identifier sees neither name nor picture of its owner.
    user_data: hasIdentifier
      ? { first_name: null, last_name: null, image_url: parts.defaultImageUrl, has_image: false }
      : null,
    created_session_id: row.created_session_id,
    client_trust_state: row.client_trust_state,
    timezone: row.timezone,
    protect_check: null,
    abandon_at: row.abandon_at,
  };
}
