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
  async prepare(services, browser, ceremony) {
    const { purpose, subject, strategy, clientId } = ceremony;
    if (purpose !== 'sign_in') throw new ApiError('strategy_for_user_invalid');
    const target = { purpose, subject, strategy, clientId };
    const authorization = await startAuthorization(services, browser, target, (tx, challengeId) =>
      ceremony.attach(tx, { challengeId }),
    );
    return { authorization };
  },
};
