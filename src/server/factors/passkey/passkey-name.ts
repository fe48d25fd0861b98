import { AUTHENTICATOR_NAMES } from './authenticator-names-table.ts';

/** A browser, as its `User-Agent` tells. */
export interface NamingDevice {
  readonly browser_name: string | null;
  readonly device_type: string | null;
}

/**
 * What a new passkey is called until its owner renames it: who keeps it, else the browser that made it. Null when
 * neither is known.
 *
 * @param aaguid model id that the authenticator reported
 */
export function passkeyName(
  aaguid: string,
  { browser_name: browser, device_type: system }: NamingDevice,
): string | null {
  const keeper = AUTHENTICATOR_NAMES.get(aaguid.toLowerCase());
  return keeper ?? (browser && system ? `${browser} on ${system}` : (browser ?? system));
}
