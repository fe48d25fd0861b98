import { type AuthorizationParams, isAuthorized } from '../../protocol/authorization.ts';
import { decodeToken } from '../../tokens/decode.ts';
import type { FurtherSessionMembers, SessionResource } from './types/session.ts';

/** Returns a session with another token, and with the answers that depend on the claims of the token. */
export function withToken(
  session: Omit<SessionResource, 'lastActiveToken' | 'checkAuthorization' | keyof FurtherSessionMembers>,
  rawToken: string | undefined,
): SessionResource {
  const jwt = rawToken ? decodeToken(rawToken) : undefined;
  const { factorVerificationAge, user } = session;
  const facts = { factorVerificationAge, features: jwt?.claims['fea'], plans: jwt?.claims['pla'] };
  const snapshot: Omit<SessionResource, keyof FurtherSessionMembers> = {
    ...session,
    lastActiveToken: jwt ? Object.freeze({ jwt, getRawString: () => jwt.raw }) : null,
    checkAuthorization: (params: AuthorizationParams) => !!user && isAuthorized(params, facts),
  };
  // Live views add the further members.
  return Object.freeze(snapshot as SessionResource);
}
