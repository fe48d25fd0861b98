/** Texts of the screen that asks for a passkey. */
export const passkey = {
  signIn: {
    passkey: {
      title: 'Use your passkey',
      subtitle: 'Your device will ask for your fingerprint, face or screen lock.',
    },
  },
};
