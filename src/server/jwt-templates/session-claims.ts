import type { InstanceConfig } from '../config/config.ts';
import type { JsonObject } from '../expressions/evaluate.ts';
import type { JsonTemplate } from '../expressions/json-template.ts';
import { MAX_SESSION_TOKEN, parseClaims } from '../expressions/parse-claims.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import { checkIdentifyingClaims } from './check-identifying-claims.ts';
import { type ClaimServices, type ClaimSession, loadClaimValues, needsUser, type UserChange } from './claim-values.ts';

/** The setting `session.claims`, parsed once. */
export interface SessionClaimsTemplate {
  readonly claims: JsonTemplate;
  /** Whether a user has to be read for them. */
  readonly needsUser: boolean;
}

/** Returns the claims that session tokens have besides their own; undefined when there are none. */
export function createSessionClaims({ session }: Pick<InstanceConfig, 'session'>): SessionClaimsTemplate | undefined {
  if (session.claims === null) return undefined;
  const claims = parseClaims(session.claims, 'session', 'session.claims');
  return { claims, needsUser: needsUser(claims.names) };
}

/**
 * Makes the claims of the application for the token of a session.
 *
 * @param change columns that the user is about to have
 * @throws {ApiError} 400 when `aud` has a wrong value; 404 when the user is gone
 */
export async function fillInSessionClaims(
  services: ClaimServices & Pick<Services, 'sessionClaims'>,
  session: ClaimSession,
  change: UserChange = {},
): Promise<JsonObject | undefined> {
  const { sessionClaims } = services;
  if (!sessionClaims) return undefined;
  const lookup = await loadClaimValues(services, session, sessionClaims.claims.names, change);
  if (!lookup) throw new ApiError('resource_not_found');
  const claims = sessionClaims.claims.fillIn(lookup);
  checkIdentifyingClaims({ iss: '-', sub: '-', ...claims }, 'The setting session.claims');
  return claims;
}

/** What a session token has besides the claims of the application, in characters: the longest origin included. */
function ownCharacters({ allowedOrigins }: Pick<InstanceConfig, 'allowedOrigins'>): number {
  const origin = Math.max(...allowedOrigins.map((each) => each.length));
  return 940 + Math.ceil((origin * 4) / 3);
}

/**
 * Refuses a change that would make the session tokens of a user too large: their browser would drop the cookie.
 *
 * @param change columns that the user is about to have
 * @throws {ApiError} 422 that names the field
 */
export async function requireSessionTokenFits(
  services: ClaimServices & Pick<Services, 'sessionClaims'>,
  userId: string,
  change: UserChange,
  param: string,
): Promise<void> {
  const { sessionClaims, config } = services;
  if (!sessionClaims?.needsUser) return;
  // The id of a session is as long as any other one.
  const claims = await fillInSessionClaims(services, { id: userId, user_id: userId, actor: null }, change);
  const characters = ownCharacters(config) + Math.ceil((Buffer.byteLength(JSON.stringify(claims)) * 4) / 3);
  if (characters <= MAX_SESSION_TOKEN) return;
  throw new ApiError('form_param_max_length_exceeded', {
    param,
    longMessage:
      `With this value, the setting session.claims makes a session token of ${characters} characters, more than the ` +
      `${MAX_SESSION_TOKEN} that fit into a cookie.`,
  });
}
