import { createPasskey } from './create-passkey.ts';
import { getPasskey } from './get-passkey.ts';
import { passkeyError } from './passkey-error.ts';
import { isAutofillSupported, isSupported } from './support.ts';

/** The passkey ceremonies in the browser: root of a chunk that is fetched when one begins. */
export const ceremony = {
  isSupported,
  isAutofillSupported,
  createPasskey,
  getPasskey,
  notSupported: () => passkeyError('passkey_not_supported'),
};
