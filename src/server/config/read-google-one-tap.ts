import { isLoopbackHost } from '../../protocol/loopback.ts';
import type { OAuthProvider } from '../oauth-providers/types.ts';
import type { InstanceConfig } from './config.ts';
import { readServiceUrl } from './read-url.ts';
import type { SettingReader } from './setting-reader.ts';

const GOOGLE_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';

/**
 * Reads the settings of Google One Tap. Whoever has the keys signs in as anybody, so the keys are this machine's in
 * development and test mode only.
 *
 * @param oauth the checked providers
 */
export function readGoogleOneTap(
  reader: SettingReader,
  oauth: readonly OAuthProvider[],
  allowLoopback: boolean,
): InstanceConfig['googleOneTap'] {
  const enabled = reader.boolean('googleOneTap.enabled', false);
  const keysUrl = readServiceUrl(reader, 'googleOneTap.keysUrl') ?? GOOGLE_KEYS;
  if (!allowLoopback && isLoopbackHost(new URL(keysUrl).hostname)) {
    reader.fail('googleOneTap.keysUrl', 'is this machine', 'Use it in development or test mode only.', keysUrl);
  }
  if (enabled && !oauth.some(({ strategy }) => strategy === 'oauth_google')) {
    const cure = 'Add { "provider": "google", … } to oauth: One Tap uses its client id.';
    reader.fail('googleOneTap.enabled', 'needs the provider google', cure, 'true');
  }
  return { enabled, keysUrl };
}
