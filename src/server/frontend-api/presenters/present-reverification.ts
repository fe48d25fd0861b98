import type { SessionJSON } from '../../../protocol/json/client.ts';
import type { SessionReverificationJSON } from '../../../protocol/json/reverification.ts';
import type { FirstFactorJSON, SecondFactorJSON } from '../../../protocol/json/sign-in.ts';
import type { VerificationJSON } from '../../../protocol/json/verification.ts';
import type { ReverificationRow } from '../../storage/rows.ts';

/** What the JSON of a reverification holds besides the row. */
export interface ReverificationParts {
  firstFactors: FirstFactorJSON[];
  secondFactors: SecondFactorJSON[];
  firstVerification: VerificationJSON | null;
  secondVerification: VerificationJSON | null;
  session: SessionJSON;
}

export function presentReverification(row: ReverificationRow, parts: ReverificationParts): SessionReverificationJSON {
  return {
    object: 'session_reverification',
    level: row.level,
    status: row.status,
    supported_first_factors: parts.firstFactors,
    supported_second_factors: parts.secondFactors.length > 0 ? parts.secondFactors : null,
    first_factor_verification: parts.firstVerification,
    second_factor_verification: parts.secondVerification,
    session: parts.session,
  };
}
