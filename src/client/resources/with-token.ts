import { type AuthorizationParams, isAuthorized } from '../../protocol/authorization.ts';
import { decodeToken } from '../../tokens/decode.ts';
import type { SessionResource } from './types.ts';

/** Returns a session with another token, and with the answers that depend on the claims of the token. */
export function withToken(
  session: Omit<SessionResource, 'lastActiveToken' | 'checkAuthorization'>,
  rawToken: string | undefined,
): SessionResource {
  const jwt = rawToken ? decodeToken(rawToken) : undefined;
  const { factorVerificationAge, user } = session;
  const facts = { factorVerificationAge, features: jwt?.claims['fea'], plans: jwt?.claims['pla'] };
  return Object.freeze({
    ...session,
    lastActiveToken: jwt ? Object.freeze({ jwt, getRawString: () => jwt.raw }) : null,
    checkAuthorization: (params: AuthorizationParams) => !!user && isAuthorized(params, facts),
  });
}
