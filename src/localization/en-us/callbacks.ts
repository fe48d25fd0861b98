/** Texts of the pages that providers and emailed links lead back to. */
export const callbacks = {
  ssoCallback: { title: 'Signing you in', failed: { title: 'Signing in did not work', actionLink: 'Back to sign-in' } },
};
