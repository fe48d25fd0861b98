import { isAsciiDomain } from '../identifiers/identifier-key.ts';
import type { InstanceConfig } from './config.ts';
import type { SettingReader } from './setting-reader.ts';

const IPV4 = /^[\d.]+$/;

/**
 * Reads the settings of passkeys. Their domain must be that of the sign-in page or a parent of it, or no browser would
 * use them there. IP addresses are no domains (WebAuthn Level 3, section 5.1.2).
 *
 * @param home URL of the application
 * @param signInUrl the page with the form
 * @param cookieDomain the domain that pages share with the API; null when they share none
 */
export function readPasskeys(
  reader: SettingReader,
  home: URL,
  signInUrl: string,
  cookieDomain: string | null,
): InstanceConfig['passkeys'] {
  const enabled = reader.boolean('passkeys.enabled', false);
  const page = new URL(signInUrl).hostname;
  const given = reader.text('passkeys.rpId', 253)?.toLowerCase();
  const parents = [cookieDomain ?? home.hostname, home.hostname];
  const rpId = given ?? parents.find((domain) => covers(domain, page)) ?? page;
  if ((enabled || given !== undefined) && !covers(rpId, page)) {
    const cure = IPV4.test(page)
      ? 'Open the pages by a name such as localhost: passkeys are bound to names.'
      : `Use ${page} or a parent of it, without scheme and port.`;
    reader.fail('passkeys.rpId', `is not the domain of ${signInUrl}`, cure, rpId);
  }
  return {
    enabled,
    autofill: reader.boolean('passkeys.autofill', true),
    signInButton: reader.boolean('passkeys.signInButton', true),
    offerAfterSignIn: reader.boolean('passkeys.offerAfterSignIn', true),
    satisfiesSecondFactor: reader.boolean('passkeys.satisfiesSecondFactor', true),
    rpId,
  };
}

function covers(domain: string, host: string): boolean {
  const isParent = domain.includes('.') && host.endsWith(`.${domain}`);
  return isAsciiDomain(domain) && !IPV4.test(domain) && (host === domain || isParent);
}
