import type { SessionReverificationJSON } from '../../../protocol/json/reverification.ts';
import { ClerkRuntimeError } from '../../errors.ts';
import { camelize } from '../camelize.ts';
import type { ResourceContext, SessionParts } from '../resource-context.ts';
import { parseVerification } from '../parse-verification.ts';
import type { AttemptParams, FactorParams, FirstFactor, SecondFactor } from '../types/factors.ts';
import type { SessionResource, SessionVerificationResource } from '../types/session.ts';

/**
 * Reverification: the user verifies a factor again, which renews the session's factor ages and those of its next token.
 */
export const sessionMethods = {
  startVerification: (parts: SessionParts, params: { level?: string } = {}) => call(parts, '', params),
  prepareFirstFactorVerification: (parts: SessionParts, params: FactorParams) =>
    call(parts, '/prepare_first_factor', params),
  attemptFirstFactorVerification: (parts: SessionParts, params: AttemptParams) =>
    call(parts, '/attempt_first_factor', params),
  prepareSecondFactorVerification: (parts: SessionParts, params: FactorParams) =>
    call(parts, '/prepare_second_factor', params),
  attemptSecondFactorVerification: (parts: SessionParts, params: AttemptParams) =>
    call(parts, '/attempt_second_factor', params),
  async verifyWithPasskey(
    parts: SessionParts,
    { level = 'first_factor' }: { level?: 'first_factor' | 'second_factor' } = {},
  ): Promise<SessionVerificationResource> {
    const strategy = 'passkey';
    const { ceremony } = await import('../../platform/passkeys/ceremony.ts');
    const prepared = await call(parts, `/prepare_${level}`, { strategy });
    const { nonce } = level === 'first_factor' ? prepared.firstFactorVerification : prepared.secondFactorVerification;
    const publicKeyCredential = await ceremony.getPasskey(nonce ?? '', { mediation: 'optional' });
    return call(parts, `/attempt_${level}`, { strategy, publicKeyCredential });
  },
};

async function call({ context, id }: SessionParts, step: string, body: object): Promise<SessionVerificationResource> {
  const path = `/client/sessions/${encodeURIComponent(id)}/verify${step}`;
  const json = await context.call<SessionReverificationJSON>(path, { method: 'POST', body });
  const session = context.client()?.sessions.find((each) => each.id === id);
  if (!session) throw new ClerkRuntimeError('resource_not_found', 'This session is over.');
  return parse(json, session, context);
}

function parse(
  json: SessionReverificationJSON,
  session: SessionResource,
  context: ResourceContext,
): SessionVerificationResource {
  return Object.freeze({
    status: json.status,
    level: json.level,
    session,
    supportedFirstFactors: (json.supported_first_factors?.map(camelize) ?? null) as FirstFactor[] | null,
    supportedSecondFactors: (json.supported_second_factors?.map(camelize) ?? null) as SecondFactor[] | null,
    firstFactorVerification: parseVerification(json.first_factor_verification, context),
    secondFactorVerification: parseVerification(json.second_factor_verification, context),
  });
}
