import type { CaptchaConfig } from './config.ts';
import { readServiceUrl } from './read-url.ts';
import type { SettingReader } from './setting-reader.ts';

const SITEVERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
/** Zero bits of each puzzle: about a quarter of a second on a laptop, one or two on a phone. */
const DIFFICULTY = 14;
const PROVIDERS = ['turnstile', 'proof_of_work'] as const;
const WIDGETS = ['smart', 'invisible'] as const;
const KEYS = ['siteKey', 'secretKey'] as const;
/** The settings that belong to one provider alone. */
const OWN = {
  turnstile: [...KEYS, 'invisibleSiteKey', 'widgetType', 'verifyUrl'],
  proof_of_work: ['difficulty'],
} as const;

/** Reads the bot check; null, the default, means none. */
export function readCaptcha(reader: SettingReader): CaptchaConfig | null {
  if (!reader.has('captcha.provider')) {
    for (const name of PROVIDERS) {
      const given = OWN[name].find((each) => reader.has(`captcha.${each}`));
      if (given) reader.fail('captcha.provider', `is missing, and captcha.${given} is there`, `Set it to ${name}.`);
    }
    return null;
  }
  const provider = reader.oneOf('captcha.provider', 'turnstile', PROVIDERS);
  if (provider === 'proof_of_work') {
    return { provider, difficulty: reader.integer('captcha.difficulty', DIFFICULTY, 8, 22) };
  }
  const [siteKey = '', secretKey = ''] = KEYS.map((name) => {
    const value = reader.text(`captcha.${name}`, 256);
    if (value === undefined && !reader.has(`captcha.${name}`)) {
      reader.fail(`captcha.${name}`, 'is missing', 'Copy it from the widget in the Turnstile dashboard.');
    }
    return value;
  });
  return {
    provider,
    siteKey,
    secretKey,
    invisibleSiteKey: reader.text('captcha.invisibleSiteKey', 256) ?? siteKey,
    widgetType: reader.oneOf('captcha.widgetType', 'smart', WIDGETS),
    verifyUrl: readServiceUrl(reader, 'captcha.verifyUrl') ?? SITEVERIFY,
  };
}
