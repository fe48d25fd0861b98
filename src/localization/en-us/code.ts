/** Texts of every screen that asks for a code. */
export const code = {
  backButton: 'Back',
  formFieldInputLabel__code: 'Enter verification code',
  formResendCountdown: 'Send again in {{time}}',
  formResendStatus: 'A new message was sent.',
  identityPreviewEditButton: 'Change {{identifier}}',
  unstable__errors: { form_param_nil__code: 'Enter the 6-digit code.' },
};
