import { ApiError } from '../../http/errors.ts';
import { makeChallenge } from './challenge.ts';
import { requestOptions } from './options.ts';
import { provePasskey } from './prove-passkey.ts';
import { relyingParty } from './relying-party.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { FactorContext, FirstFactor, SecondFactor } from '../factor.ts';

/**
 * A passkey of the account. It asks nobody's name: whoever has one can sign in with it alone. It proves both that the
 * user has the device and, by a fingerprint or a PIN, that it is the user, so it can stand for two factors.
 */
export const passkey: FirstFactor & SecondFactor = {
  handles: (name) => name === 'passkey',
  startsWith: 'prepare',
  offer: ({ passkeys: settings }, { passkeys }, level) => {
    const isMeant = level === 'first' || (level === 'second' && settings.satisfiesSecondFactor);
    return settings.enabled && isMeant && passkeys.length > 0 ? [{ strategy: 'passkey' }] : [];
  },
  async prepare(services, visit, ceremony) {
    if (!services.config.passkeys.enabled) throw new ApiError('strategy_for_user_invalid');
    await hitRateLimit(services, visit, 'attempt');
    // Every passkey can be found without its id. Listing them would show anybody who types an address what its
    // owner has (WebAuthn Level 3, section 14.6.2).
    const write = (challenge: string) => requestOptions(relyingParty(services.config), [], challenge);
    await makeChallenge(services, visit, targetOf(ceremony), write, (tx, challengeId) =>
      ceremony.attach(tx, { challengeId }),
    );
  },
  async attempt(services, visit, ceremony) {
    if (!services.config.passkeys.enabled) throw new ApiError('strategy_for_user_invalid');
    const { account, challengeId } = ceremony;
    const { satisfiesSecondFactor } = services.config.passkeys;
    const proven = await provePasskey(services, visit, targetOf(ceremony), challengeId, account);
    return { ...proven, satisfiesSecondFactor };
  },
};

function targetOf({ purpose, subject, clientId }: FactorContext) {
  return { purpose, subject, client_id: clientId };
}
