import { type AuthorizationParams, isAuthorized } from '../protocol/authorization.ts';
import type { SessionClaims } from '../tokens/claims.ts';

/** The identity of a signed-in user, from a verified token. */
export interface SignedInAuth {
  readonly isAuthenticated: true;
  readonly userId: string;
  readonly sessionId: string;
  /** Id of the active organization; null when there is none. */
  readonly orgId: string | null;
  /** Role of the user in it, such as `org:admin`. */
  readonly orgRole: string | null;
  readonly orgSlug: string | null;
  /** Who acts as the user, the claim `act`; undefined when it is the user. */
  readonly actor: SessionClaims['act'];
  /** All claims of the token. */
  readonly claims: SessionClaims;
  /** The same object, by the name that it has in Clerk's SDKs. */
  readonly sessionClaims: SessionClaims;
  /** Minutes since the first and the second factor were verified; -1 = never. Null when the token does not say. */
  readonly factorVerificationAge: readonly [number, number] | null;
  /** The verified token, which you can pass on to another service of your application. */
  readonly token: string;
  /**
   * Tells whether the user may do something, by the claims of the token. If several conditions are named, all have to
   * hold. A condition that the token cannot decide, or that has an unknown name, does not hold.
   *
   * @example if (!auth.has({ reverification: 'strict' })) return new Response(null, { status: 403 });
   */
  has(params: AuthorizationParams): boolean;
  /**
   * Returns a token for another service: the token of the request, or a new one that the Backend API makes after a JWT
   * template.
   *
   * @throws {BackendOptionsError} when a template is named and the SDK has no secret key
   * @throws {BackendApiError} when the Backend API has no such template, or the session is over
   */
  getToken(options?: { template?: string }): Promise<string>;
}

/** No user is signed in. Every field that could be mistaken for an identity is null. */
export interface SignedOutAuth {
  readonly isAuthenticated: false;
  readonly userId: null;
  readonly sessionId: null;
  readonly orgId: null;
  readonly orgRole: null;
  readonly orgSlug: null;
  readonly actor: null;
  readonly claims: null;
  readonly sessionClaims: null;
  readonly factorVerificationAge: null;
  readonly token: null;
  /** Returns false. */
  has(params: AuthorizationParams): false;
  /** Returns null. */
  getToken(options?: { template?: string }): Promise<null>;
}

/** Who sent a request. */
export type Auth = SignedInAuth | SignedOutAuth;

/** Makes a token of a session after a JWT template. */
export type TokenMaker = (sessionId: string, template: string) => Promise<string>;

export const SIGNED_OUT_AUTH: SignedOutAuth = Object.freeze({
  isAuthenticated: false,
  userId: null,
  sessionId: null,
  orgId: null,
  orgRole: null,
  orgSlug: null,
  actor: null,
  claims: null,
  sessionClaims: null,
  factorVerificationAge: null,
  token: null,
  has: () => false as const,
  getToken: async () => null,
});

/**
 * Creates the identity that verified claims state.
 *
 * @param token the token with these claims
 * @param makeToken for `getToken` with a template
 */
export function createSignedInAuth(claims: SessionClaims, token: string, makeToken: TokenMaker): SignedInAuth {
  const { sub, sid, fva, fea, pla } = claims;
  const isAge = Array.isArray(fva) && fva.length === 2 && fva.every((minutes) => typeof minutes === 'number');
  const organization = organizationOf(claims);
  return Object.freeze({
    isAuthenticated: true,
    userId: sub,
    sessionId: sid,
    ...organization,
    actor: claims.act,
    claims,
    sessionClaims: claims,
    factorVerificationAge: isAge ? fva : null,
    token,
    has: (params) => isKnown(params) && isAuthorized(params, { features: fea, plans: pla, factorVerificationAge: fva }),
    getToken: async (options) => (options?.template === undefined ? token : makeToken(sid, options.template)),
  } satisfies SignedInAuth);
}

const CONDITIONS: Record<keyof AuthorizationParams, true> = {
  role: true,
  permission: true,
  feature: true,
  plan: true,
  reverification: true,
};

/** A condition with a typo in its name must not be left out: the user would be allowed too much. */
function isKnown(params: unknown): params is AuthorizationParams {
  if (typeof params !== 'object' || params === null) return false;
  return Object.entries(params).every(([name, asked]) => asked === undefined || Object.hasOwn(CONDITIONS, name));
}

const NO_ORGANIZATION = { orgId: null, orgRole: null, orgSlug: null };

/** Reads the active organization: claim `o` of version 2, and the claims of version 1. */
function organizationOf(claims: SessionClaims): Pick<SignedInAuth, 'orgId' | 'orgRole' | 'orgSlug'> {
  const { o, org_id, org_role, org_slug } = claims;
  if (typeof o === 'object' && o !== null) {
    const { id, rol, slg } = o as Record<string, unknown>;
    const role = textOf(rol);
    return { orgId: textOf(id), orgRole: role && `org:${role}`, orgSlug: textOf(slg) };
  }
  if (org_id === undefined) return NO_ORGANIZATION;
  return { orgId: textOf(org_id), orgRole: textOf(org_role), orgSlug: textOf(org_slug) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
