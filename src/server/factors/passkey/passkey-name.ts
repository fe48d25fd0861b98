import { describeDevice } from '../../sessions/device.ts';
import { AUTHENTICATOR_NAMES } from './authenticator-names-table.ts';

/**
 * The name of a new passkey until its owner renames it: the password manager that keeps it, else the browser that made
 * it. Null when neither is known.
 *
 * @param aaguid model id that the authenticator reported
 */
export function passkeyName(aaguid: string, userAgent: string | null): string | null {
  return AUTHENTICATOR_NAMES.get(aaguid.toLowerCase()) ?? describeDevice(userAgent);
}
