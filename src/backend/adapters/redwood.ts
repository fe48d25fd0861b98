import type { BackendOptions } from '../backend-options.ts';
import { type ClerkBackend, createClerkClient } from '../create-clerk-client.ts';

/** Who is signed in, as `context.currentUser` of RedwoodJS. */
export interface CurrentUser {
  id: string;
  sessionId: string;
  orgId: string | null;
  orgRole: string | null;
  /** RedwoodJS looks for roles here. The role in the active organization, if there is one. */
  roles: string[];
  /** All claims of the session token. */
  claims: Record<string, unknown>;
}

/** The decoder of RedwoodJS: it gets the token and its type, and returns what `getCurrentUser` gets. */
export type AuthDecoder = (token: string, type: string) => Promise<CurrentUser | null>;

/** What {@link requireAuth} throws. RedwoodJS answers GraphQL requests with its code. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
  readonly extensions: { code: 'UNAUTHENTICATED' | 'FORBIDDEN' };

  constructor(message: string, code: 'UNAUTHENTICATED' | 'FORBIDDEN') {
    super(message);
    this.extensions = { code };
  }
}

/**
 * Creates the `authDecoder` of a RedwoodJS application.
 *
 * @param options the instance. What is left out comes from the environment
 * @returns the decoder. It returns null for a token that does not count, and for the tokens of other providers
 * @example
 * // api/src/functions/graphql.ts
 * export const handler = createGraphQLHandler({ authDecoder: createAuthDecoder(), getCurrentUser, … });
 */
export function createAuthDecoder(options: BackendOptions & { clerk?: ClerkBackend | undefined } = {}): AuthDecoder {
  const { clerk: given, ...rest } = options;
  let clerk = given;
  return async (token, type) => {
    if (type !== 'clerk') return null;
    clerk ??= createClerkClient(rest);
    const headers = { get: (name: string) => (name === 'authorization' ? `Bearer ${token}` : null) };
    const auth = (await clerk.authenticateRequest({ headers })).toAuth();
    if (!auth.isAuthenticated) return null;
    const { userId: id, sessionId, orgId, orgRole, claims } = auth;
    return { id, sessionId, orgId, orgRole, roles: orgRole ? [orgRole] : [], claims: { ...claims } };
  };
}

/** The decoder of an application whose keys are in the environment. */
export const authDecoder: AuthDecoder = createAuthDecoder();

/**
 * Returns `context.currentUser`, from what {@link authDecoder} returned.
 *
 * @param decoded what the decoder returned
 * @returns the same
 * @example
 * // api/src/lib/auth.ts
 * export { getCurrentUser } from 'clerk-widgets/backend/redwood';
 */
export async function getCurrentUser(decoded: CurrentUser | null): Promise<CurrentUser | null> {
  return decoded;
}

/**
 * Throws unless somebody is signed in, and has one of the roles.
 *
 * @param currentUser `context.currentUser`
 * @param options the roles, of which the user needs one. Default: any user
 * @throws {AuthenticationError} `UNAUTHENTICATED` when nobody is signed in, `FORBIDDEN` without the role
 * @example
 * // api/src/lib/auth.ts
 * import { requireAuth as requireUser } from 'clerk-widgets/backend/redwood';
 * export const requireAuth = (options) => requireUser(context.currentUser, options);
 */
export function requireAuth(
  currentUser: Pick<CurrentUser, 'id' | 'roles'> | null | undefined,
  { roles }: { roles?: string | readonly string[] | undefined } = {},
): void {
  if (!currentUser) throw new AuthenticationError('Sign in first.', 'UNAUTHENTICATED');
  if (roles === undefined) return;
  const allowed = typeof roles === 'string' ? [roles] : roles;
  if (!currentUser.roles.some((role) => allowed.includes(role))) {
    throw new AuthenticationError('Your role does not allow this.', 'FORBIDDEN');
  }
}
