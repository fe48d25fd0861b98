/** Texts that point out a typing mistake in an email address. */
export const likelyAddress = {
  formFieldWarningText__emailAddress: 'Did you mean {{address}}?',
  formFieldWarningAction__emailAddress: 'Use {{address}}',
};
