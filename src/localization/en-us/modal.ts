/** Texts of the dialogs that `openX` shows. */
export const modal = {
  modalCloseButton: 'Close modal',
  modalTitle__SignIn: 'Sign in',
  modalTitle__SignUp: 'Sign up',
  modalTitle__UserProfile: 'Account',
  modalTitle__UserVerification: 'Confirm that it is you',
  modalTitle__Waitlist: 'Join the waitlist',
};
