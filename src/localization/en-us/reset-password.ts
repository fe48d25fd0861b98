/** Texts of the screens that replace a forgotten password. */
export const resetPassword = {
  signIn: {
    forgotPassword: {
      title: 'Reset your password',
      subtitle_email: 'Enter the 6-digit code we sent you.',
      subtitle_phone: 'Enter the 6-digit code we sent you in a text message.',
      resendButton: 'No code yet? Send a new one',
    },
    resetPassword: {
      title: 'Set a new password',
      formButtonPrimary: 'Reset password',
      successTitle: 'Your new password is set',
      successMessage: 'You are signed in.',
    },
  },
};
