/** Texts of a sign-up whose password is known already. */
export const keptPassword = { signUp: { keptPassword: { text: 'Your password is set.', action: 'Change' } } };
