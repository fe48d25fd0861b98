/** Texts of the page that asks for a passkey, which come with its code. */
export const passkey = {
  signIn: {
    passkey: {
      title: 'Use your passkey',
      subtitle: 'Your device asks for your fingerprint, face or screen lock.',
    },
  },
};
