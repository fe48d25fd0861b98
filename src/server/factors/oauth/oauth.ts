import { ApiError } from '../../http/errors.ts';
import { startAuthorization } from './authorization.ts';
import type { FirstFactor } from '../factor.ts';

/**
 * An account elsewhere. The provider tells who it is, so nobody has to be named first; the proof comes by the
 * callback, see `attempts/oauth-callback.ts`.
 */
export const oauth: FirstFactor = {
  handles: (name) => name.startsWith('oauth_'),
  startsWith: 'prepare',
  offer(config, { externalAccounts }) {
    const own = new Set(externalAccounts.map(({ provider }) => provider));
    return config.oauth.flatMap(({ strategy }) => (own.has(strategy) ? [{ strategy }] : []));
  },
  async prepare(services, visit, ceremony) {
    const { purpose, subject, strategy, clientId } = ceremony;
    if (purpose !== 'sign_in') throw new ApiError('strategy_for_user_invalid');
    await startAuthorization(services, visit, { purpose, subject, strategy, clientId }, (tx, challengeId) =>
      ceremony.attach(tx, { challengeId }),
    );
  },
};
