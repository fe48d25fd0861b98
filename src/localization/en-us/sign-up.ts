/** Texts of `<clerk-sign-up>`. */
export const signUp = {
  formFieldLabel__firstName: 'First name',
  formFieldLabel__lastName: 'Last name',
  formFieldHintText__optional: 'Optional',
  signUp: {
    start: {
      title: 'Create your account',
      subtitle: 'It takes less than a minute.',
      optionalFields: 'Optional details',
      actionText: 'Already have an account?',
      actionLink: 'Sign in',
    },
    continue: {
      title: 'A few more details',
      subtitle: 'These are still needed for your account.',
      actionText: 'Already have an account?',
      actionLink: 'Sign in',
    },
  },
};
