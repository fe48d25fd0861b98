import type { InstanceConfig } from '../../config/config.ts';

/** The site that passkeys belong to. */
export interface RelyingParty {
  /** The domain that passkeys are bound to, without scheme and port. */
  readonly id: string;
  /** The name that the browser shows. */
  readonly name: string;
  /** The exact origins whose pages may use passkeys. */
  readonly origins: readonly string[];
}

/** Returns the relying party of an instance. */
export function relyingParty(
  config: Pick<InstanceConfig, 'passkeys' | 'applicationName' | 'allowedOrigins'>,
): RelyingParty {
  return { id: config.passkeys.rpId, name: config.applicationName, origins: config.allowedOrigins };
}
