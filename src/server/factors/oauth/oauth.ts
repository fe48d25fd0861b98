import { ApiError } from '../../http/errors.ts';
import type { FirstFactor } from '../factor.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';
import { startAuthorization } from './authorization.ts';

/** An account at a provider. The provider identifies the user, and the proof comes by the callback. */
export const oauth: FirstFactor = {
  handles: (name) => name.startsWith('oauth_'),
  identifierless: 'prepare',
  offer(config, { externalAccounts }) {
    const own = new Set(externalAccounts.map(({ provider }) => provider));
    return config.oauth.flatMap(({ strategy }) => (own.has(strategy) ? [{ strategy }] : []));
  },
  async prepare(services, actor, attempt, input) {
    const { purpose, subject, strategy, clientId } = attempt;
    if (purpose !== 'sign_in') throw new ApiError('strategy_for_user_invalid');
    const target = { purpose, subject, strategy, clientId };
    const attach = (tx: Parameters<typeof attempt.attach>[0], challengeId: string) =>
      attempt.attach(tx, { challengeId });
    return { authorization: await startAuthorization(services, actor, target, input, attach) };
  },
};

/** An account at a provider that a sign-up is made with. The proof comes by the callback. */
export const oauthVerifier: SignUpVerifier = {
  field: 'external_account',
  handles: (strategy) => strategy.startsWith('oauth_'),
  offer: (config) => config.oauth.map(({ strategy }) => strategy),
  async prepare(services, actor, { row, strategy, attach }, input) {
    if (row.external_verified) throw new ApiError('verification_already_verified');
    const target = { purpose: 'sign_up', subject: row.id, strategy, clientId: row.client_id } as const;
    const authorization = await startAuthorization(services, actor, target, input, (tx, challengeId) =>
      attach(tx, { external_challenge_id: challengeId, external_strategy: strategy as `oauth_${string}` }),
    );
    return { authorization };
  },
};
