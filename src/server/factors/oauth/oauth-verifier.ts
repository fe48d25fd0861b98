import { ApiError } from '../../http/errors.ts';
import { startAuthorization } from './authorization.ts';
import type { SignUpVerifier } from '../sign-up-verifiers.ts';

/** An account elsewhere that a sign-up is made with. The proof comes by the callback. */
export const oauthVerifier: SignUpVerifier = {
  field: 'external_account',
  handles: (strategy) => strategy.startsWith('oauth_'),
  offer: (config) => config.oauth.map(({ strategy }) => strategy),
  async prepare(services, browser, row, strategy, write) {
    if (row.external_verified) throw new ApiError('verification_already_verified');
    const target = { purpose: 'sign_up', subject: row.id, strategy, clientId: row.client_id } as const;
    const authorization = await startAuthorization(services, browser, target, (tx, challengeId) =>
      write(tx, { external_challenge_id: challengeId, external_strategy: strategy as `oauth_${string}` }),
    );
    return { authorization };
  },
};
