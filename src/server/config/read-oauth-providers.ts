import type { OAuthProvider } from '../oauth-providers/types.ts';
import { parseProviders } from './parse-providers.ts';
import type { SettingReader } from './setting-reader.ts';

/**
 * Reads `oauth`, the list of providers.
 *
 * @param allowLoopback whether providers may run on this machine, as in development and test mode
 */
export function readOAuthProviders(reader: SettingReader, allowLoopback: boolean): readonly OAuthProvider[] {
  const report = reader.fail.bind(reader);
  return parseProviders(reader.objects('oauth'), report, allowLoopback);
}
