/** Texts that say what a new password needs. */
export const passwordRules = {
  formFieldHintText__passwordLength: 'At least {{length}} characters.',
  formFieldHintText__passwordRules: 'At least {{length}} characters, with {{rules}}.',
  unstable__errors: {
    passwordComplexity: {
      requireLowercase: 'a lowercase letter',
      requireUppercase: 'an uppercase letter',
      requireNumbers: 'a number',
      requireSpecialCharacter: 'a special character',
    },
  },
};
