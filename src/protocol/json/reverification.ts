import type { ReverificationLevel, ReverificationStatus } from '../status.ts';
import type { SessionJSON } from './client.ts';
import type { FirstFactorJSON, SecondFactorJSON } from './sign-in.ts';
import type { VerificationJSON } from './verification.ts';

/** A reverification: a signed-in user confirms their identity again. */
export interface SessionReverificationJSON {
  object: 'session_reverification';
  level: ReverificationLevel;
  status: ReverificationStatus;
  supported_first_factors: FirstFactorJSON[] | null;
  supported_second_factors: SecondFactorJSON[] | null;
  first_factor_verification: VerificationJSON | null;
  second_factor_verification: VerificationJSON | null;
  session: SessionJSON;
}
