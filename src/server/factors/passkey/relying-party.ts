import type { InstanceConfig } from '../../config/config.ts';

/** Who asks for a passkey. */
export interface RelyingParty {
  /** Domain that passkeys are bound to, without scheme and port. */
  readonly id: string;
  /** Name that the browser shows. */
  readonly name: string;
  /** Origins whose pages may ask, exact. */
  readonly origins: readonly string[];
}

/** The relying party of an instance: its domain, and the pages that may use it. */
export function relyingParty(
  config: Pick<InstanceConfig, 'passkeys' | 'applicationName' | 'allowedOrigins'>,
): RelyingParty {
  return { id: config.passkeys.rpId, name: config.applicationName, origins: config.allowedOrigins };
}
