import { randomUUID } from 'node:crypto';
import { TEMPLATE_TOKEN_CATEGORY } from '../../protocol/tokens.ts';
import { compactJws } from '../../tokens/sign.ts';
import { TEMPLATE_NAME } from '../config/check-jwt-template.ts';
import type { Json, JsonObject } from '../expressions/evaluate.ts';
import type { JsonTemplate } from '../expressions/json-template.ts';
import { MAX_TEMPLATE_TOKEN } from '../expressions/parse-claims.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import { checkIdentifyingClaims } from './check-identifying-claims.ts';
import { type ClaimSession, loadClaimValues } from './claim-values.ts';
import { fromRow, type JwtTemplate, type PreparedTemplate } from './jwt-templates.ts';

export interface TemplateTokenOptions {
  /** Origin of the page that asked; undefined when it was a server. */
  azp: string | undefined;
  /** Milliseconds. */
  now: number;
  /** How long the token lives; default: as the template says. */
  seconds?: number | undefined;
}

/**
 * Makes a token of a session after a JWT template. The caller has made sure that the session is live.
 *
 * @param name of any form
 * @throws {ApiError} 404 when there is no such template; 400 when a value makes the token too large or wrong
 */
export async function mintTemplateToken(
  services: Pick<Services, 'storage' | 'config' | 'signer' | 'jwtTemplates' | 'logger'>,
  name: string,
  session: ClaimSession,
  { azp, now, seconds }: TemplateTokenOptions,
): Promise<string> {
  const { template, prepared } = await requireTemplate(services, name);
  const claims = await fillInTemplate(services, template, prepared.claims, session, { azp, now, seconds });
  const token = sign(services, template, prepared, claims);
  if (token.length <= MAX_TEMPLATE_TOKEN) return token;
  services.logger.error('a token of a JWT template is too large', {
    template: name,
    user: session.user_id,
    characters: token.length,
    most: MAX_TEMPLATE_TOKEN,
  });
  throw new ApiError('token_too_large', {
    longMessage:
      `With the data of this user, a token of the JWT template ${name} has ${token.length} characters, more than ` +
      `${MAX_TEMPLATE_TOKEN}. Leave claims out, or name single fields of the metadata.`,
  });
}

/**
 * Makes the claims of a token after a JWT template.
 *
 * @param parsed the claims of the template
 * @throws {ApiError} 404 when the user is gone; 400 when a value makes a claim wrong
 */
export async function fillInTemplate(
  services: Pick<Services, 'storage' | 'config'>,
  { name, lifetime, allowedClockSkew }: JwtTemplate,
  parsed: JsonTemplate,
  session: ClaimSession,
  { azp, now, seconds = lifetime }: TemplateTokenOptions,
): Promise<JsonObject> {
  const lookup = await loadClaimValues(services, session, parsed.names);
  if (!lookup) throw new ApiError('resource_not_found');
  const iat = Math.floor(now / 1000);
  const claims: JsonObject = {
    iss: `https://${services.config.frontendApi}`,
    sub: session.user_id,
    ...parsed.fillIn(lookup),
    ...(azp === undefined ? {} : { azp }),
    exp: iat + seconds,
    iat,
    jti: randomUUID(),
    nbf: iat - allowedClockSkew,
  };
  checkIdentifyingClaims(claims, `The JWT template ${name}`);
  return claims;
}

function sign(
  { signer }: Pick<Services, 'signer'>,
  { signingAlgorithm: alg }: JwtTemplate,
  { sign: own }: PreparedTemplate,
  claims: Json,
): string {
  // A service with the key of the template knows which key it is. The key of the instance is found by its id.
  const header = { alg, cat: TEMPLATE_TOKEN_CATEGORY, ...(own ? {} : { kid: signer.kid }), typ: 'JWT' };
  return compactJws(header, claims as JsonObject, own ?? ((data) => signer.sign(data)));
}

async function requireTemplate(
  { storage, jwtTemplates }: Pick<Services, 'storage' | 'jwtTemplates'>,
  name: string,
): Promise<{ template: JwtTemplate; prepared: PreparedTemplate }> {
  const seeded = jwtTemplates.seeded.find((template) => template.name === name);
  if (seeded) return { template: seeded, prepared: jwtTemplates.prepare(seeded, null) };
  const row = TEMPLATE_NAME.test(name) ? await storage.findJwtTemplateByName(name) : undefined;
  if (!row) throw new ApiError('resource_not_found', { longMessage: 'There is no JWT template of this name.' });
  const template = fromRow(row);
  return { template, prepared: jwtTemplates.prepare(template, row.sealed_key) };
}
