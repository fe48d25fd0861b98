import type { ConfigInput } from '../src/entries/server.ts';

type Settings = Partial<ConfigInput>;

/**
 * Ways in that the demo can be started with: `npm run demo -- --with passkeys,totp`. Each is what an operator would
 * write into the configuration; what is here twice is merged.
 */
export const METHODS: Readonly<Record<string, Settings>> = {
  'email-link': { emailLink: true },
  // No message leaves the machine, so numbers of every country do.
  phone: { attributes: { phoneNumber: 'optional' }, phoneCode: true, sms: { countries: ['*'] } },
  passkeys: { passkeys: { enabled: true } },
  wallets: {
    attributes: { web3Wallet: 'optional' },
    wallets: ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'],
  },
  totp: { secondFactors: { totp: true, backupCode: true } },
  'second-factor-phone': {
    attributes: { phoneNumber: 'optional' },
    sms: { countries: ['*'] },
    secondFactors: { phoneCode: true, backupCode: true },
  },
  'client-trust': { clientTrust: true },
  legal: {
    signUp: { legalConsent: true },
    branding: { termsUrl: 'https://example.com/terms', privacyPolicyUrl: 'https://example.com/privacy' },
  },
  strength: { password: { showStrength: true, minStrength: 2 } },
  'bot-check': { captcha: { provider: 'proof_of_work' } },
  'breach-check': { password: { breachCheck: true } },
  restrictions: { restrictions: { blocklist: ['@blocked.example'], blockDisposable: true } },
  'enumeration-protection': { enumerationProtection: true },
  // One invitation is sent at every start, see `serve.ts`.
  restricted: { signUp: { mode: 'restricted' } },
  waitlist: { signUp: { mode: 'waitlist' } },
  // Its settings are those of the provider that starts along with the demo, see `openid-provider.ts`.
  oauth: {},
};

/** What `all` stands for: everything that goes together and asks nothing more of whoever signs in with a password. */
const ALL = ['email-link', 'phone', 'passkeys', 'wallets', 'totp', 'second-factor-phone', 'legal', 'strength', 'oauth'];

/**
 * The methods that were asked for.
 *
 * @param text names with commas between them, or `all`
 * @throws {RangeError} naming what there is, when one is unknown
 */
export function parseMethods(text: string): string[] {
  const names = text.split(',').filter(Boolean);
  const all = [...new Set(names.flatMap((name) => (name === 'all' ? ALL : [name])))];
  const unknown = all.find((name) => !(name in METHODS));
  if (unknown)
    throw new RangeError(`There is no method ${unknown}. Choose from all, ${Object.keys(METHODS).join(', ')}.`);
  return all;
}

/** One configuration out of several, groups merged. */
export function mergeSettings(parts: readonly Settings[]): Settings {
  const merged: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, value] of Object.entries(part)) {
      const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
      merged[name] = isGroup ? { ...(merged[name] as object | undefined), ...value } : value;
    }
  }
  return merged as Settings;
}
