/** Texts beside the buttons of other providers. */
export const social = {
  dividerText: 'or',
  socialButtonsBlockButton: 'Continue with {{provider|titleize}}',
};
