import type { ViewHost } from '../base/view-host.ts';
import { languageOf } from './language-of.ts';

const RULES = {
  require_lowercase: 'requireLowercase',
  require_uppercase: 'requireUppercase',
  require_numbers: 'requireNumbers',
  require_special_char: 'requireSpecialCharacter',
} as const;

/** Says in one sentence what a new password needs. */
export function passwordHint(host: ViewHost): string | undefined {
  const settings = host.environment?.user_settings.password_settings;
  if (!settings) return undefined;
  const needed = (Object.keys(RULES) as (keyof typeof RULES)[]).filter((rule) => settings[rule]);
  const texts = needed.map((rule) => host.t(`unstable__errors.passwordComplexity.${RULES[rule]}`));
  const rules = new Intl.ListFormat(languageOf(host.renderRoot), { type: 'conjunction' }).format(texts);
  const length = settings.min_length;
  return rules
    ? host.t('formFieldHintText__passwordRules', { length, rules })
    : host.t('formFieldHintText__passwordLength', { length });
}
