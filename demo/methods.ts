import type { ConfigInput } from '../src/entries/server.ts';

type Settings = Partial<ConfigInput>;

/**
 * The methods that the demo can be started with, as settings of the server: `npm run demo -- --with passkeys,totp` starts
 * it with these alone.
 * Settings of several methods are merged.
 */
export const METHODS: Readonly<Record<string, Settings>> = {
  'email-link': { emailLink: true },
  // No message leaves the machine, so numbers of every country work.
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
  'welcome-back': { welcomeBack: true },
  'breach-check': { password: { breachCheck: true } },
  restrictions: { restrictions: { blocklist: ['@blocked.example'], blockDisposable: true } },
  'enumeration-protection': { enumerationProtection: true },
  // The demo sends one invitation at every start.
  restricted: { signUp: { mode: 'restricted' } },
  waitlist: { signUp: { mode: 'waitlist' } },
  // The settings come from the provider that starts with the demo, see `server/openid-provider.ts`.
  oauth: {},
};

/**
 * What `all` stands for, and what the demo starts with: the methods that go together, and the protection that stands in
 * nobody's way.
 */
const ALL = [
  'email-link',
  'phone',
  'passkeys',
  'wallets',
  'totp',
  'second-factor-phone',
  'legal',
  'strength',
  'welcome-back',
  'restrictions',
  'oauth',
];

/**
 * Reads the names of methods.
 *
 * @param text names with commas between them, or `all`
 * @throws {RangeError} when a name is unknown; the message lists the known ones
 */
export function parseMethods(text: string): string[] {
  const names = text.split(',').filter(Boolean);
  const all = [...new Set(names.flatMap((name) => (name === 'all' ? ALL : [name])))];
  const unknown = all.find((name) => !(name in METHODS));
  if (unknown)
    throw new RangeError(`There is no method ${unknown}. Choose from all, ${Object.keys(METHODS).join(', ')}.`);
  return all;
}

/** Merges settings; groups are merged one level deep. */
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
