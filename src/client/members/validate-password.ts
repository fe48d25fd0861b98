import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { PasswordValidation, ValidatePasswordCallbacks } from '../resources/types/attempt.ts';

/** Characters in a password, and the most that any instance allows. */
const [SHORTEST, LONGEST] = [8, 72];

/**
 * Checks a new password by the rules of the instance. Where it shows the strength of passwords, the word lists for that
 * are loaded on the first call.
 */
export function validatePassword(
  environment: EnvironmentJSON | undefined,
  password: string,
  { onValidation, onValidationComplexity }: ValidatePasswordCallbacks = {},
): void {
  const rules = environment?.user_settings.password_settings;
  if (!rules) return;
  const failures = {
    max_length: password.length > (rules.max_length || LONGEST),
    min_length: password.length < Math.max(rules.min_length, SHORTEST),
    require_special_char: rules.require_special_char && !hasSpecial(password, rules.allowed_special_characters),
    require_lowercase: rules.require_lowercase && !/\p{Ll}/u.test(password),
    require_numbers: rules.require_numbers && !/\p{Nd}/u.test(password),
    require_uppercase: rules.require_uppercase && !/\p{Lu}/u.test(password),
  };
  const complexity = Object.fromEntries(Object.entries(failures).filter(([, failed]) => failed));
  const isComplex = Object.keys(complexity).length === 0;
  onValidationComplexity?.(isComplex);
  if (!isComplex || !rules.show_zxcvbn) onValidation?.({ complexity });
  if (rules.show_zxcvbn) {
    // Without the word lists the page is told nothing of the strength; the server decides in any case.
    estimate(password, rules.min_zxcvbn_strength).then(
      (strength) => onValidation?.({ complexity, strength }),
      () => {},
    );
  }
}

async function estimate(password: string, wanted: number): Promise<NonNullable<PasswordValidation['strength']>> {
  const { estimateStrength } = await import('../password-strength/estimate-strength.ts');
  const { score, warning, suggestions } = estimateStrength(password, []);
  const result = { score, feedback: { warning, suggestions }, password };
  if (score < wanted) {
    const keys = suggestions.map((each) => `unstable__errors.zxcvbn.suggestions.${each}`);
    return { state: 'fail', keys: ['unstable__errors.zxcvbn.notEnough', ...keys], result };
  }
  if (score < 3) return { state: 'pass', keys: ['unstable__errors.zxcvbn.couldBeStronger'], result };
  return { state: 'excellent', result };
}

function hasSpecial(password: string, allowed: string | undefined): boolean {
  if (!allowed) return /[^\p{L}\p{M}\p{N}]/u.test(password);
  return [...password].some((character) => allowed.includes(character));
}
