import type { InstanceConfig } from './config/config.ts';
import { deriveKey } from './keys/master-key.ts';
import type { Logger } from './logger.ts';
import { type BreachCheck, createBreachCheck } from './factors/password/breach-check.ts';

/** What keeps guessers and bots out; made once. */
export interface Protection {
  readonly breaches: BreachCheck;
  /** Key of the ids of decoys, see `disguise`. */
  readonly decoyKey: Uint8Array;
  /** Key of the signature on challenges of the proof of work. */
  readonly workKey: Uint8Array;
  /** For services elsewhere. */
  readonly fetch: typeof fetch;
}

export function createProtection(
  { password }: InstanceConfig,
  secret: Uint8Array,
  logger: Logger,
  fetchElsewhere: typeof fetch = fetch,
): Protection {
  return {
    breaches: createBreachCheck(
      { enabled: password.breachCheck, url: password.breachCheckUrl },
      logger,
      fetchElsewhere,
    ),
    decoyKey: deriveKey(secret, 'decoys'),
    workKey: deriveKey(secret, 'proof-of-work'),
    fetch: fetchElsewhere,
  };
}
