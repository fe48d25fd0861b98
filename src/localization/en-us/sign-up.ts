/** Texts of `<clerk-sign-up>`. */
export const signUp = {
  formFieldLabel__firstName: 'First name',
  formFieldLabel__lastName: 'Last name',
  formFieldHintText__passwordLength: 'At least {{length}} characters.',
  formFieldHintText__passwordRules: 'At least {{length}} characters, with {{rules}}.',
  signUp: {
    start: {
      title: 'Create your account',
      subtitle: 'It takes less than a minute.',
      actionText: 'Already have an account?',
      actionLink: 'Sign in',
    },
    continue: {
      title: 'A few more details',
      subtitle: 'These are still needed for your account.',
      actionText: 'Already have an account?',
      actionLink: 'Sign in',
    },
    restrictedAccess: {
      title: 'Sign-up is closed',
      subtitle: 'New accounts cannot be created at the moment.',
      actionText: 'Already have an account?',
      actionLink: 'Sign in',
    },
  },
  unstable__errors: {
    passwordComplexity: {
      requireLowercase: 'a lowercase letter',
      requireUppercase: 'an uppercase letter',
      requireNumbers: 'a number',
      requireSpecialCharacter: 'a special character',
    },
  },
};
