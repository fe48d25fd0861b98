import type { AuthorizationParams } from '../../protocol/authorization.ts';
import type { Auth, SignedInAuth } from '../auth.ts';

/** What a signed-in user has to be allowed: conditions that all have to hold, or a function that decides. */
export type Condition = AuthorizationParams | ((has: SignedInAuth['has']) => boolean);

/** Tells what is missing. A condition that is no object and no function never holds. */
export function judge(auth: Auth, condition: Condition | undefined): 'allowed' | 'signed-out' | 'forbidden' {
  if (!auth.isAuthenticated) return 'signed-out';
  if (condition === undefined) return 'allowed';
  const isMet = typeof condition === 'function' ? condition((params) => auth.has(params)) : auth.has(condition);
  return isMet === true ? 'allowed' : 'forbidden';
}
