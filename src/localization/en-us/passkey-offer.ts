/** Texts of the note that offers a passkey after a sign-in with a password. */
export const passkeyOffer = {
  passkeyOffer: {
    title: 'Sign in without a password next time',
    text: 'With a passkey, your fingerprint, your face or your screen lock is enough.',
    /** Follows the title and a full stop where the note is announced. */
    whereStatus: 'You can add a passkey at the end of this page.',
    formButtonPrimary: 'Add a passkey',
    formButtonReset: 'Not now',
    closeButton: 'Close',
    cancelled: 'No passkey was added: the dialog was closed, or it took too long.',
    notSupported: 'This browser or device cannot create passkeys here.',
    exists: 'This device has a passkey for your account already.',
    failed: 'The passkey could not be added. Try again.',
    doneTitle: 'Passkey added',
    doneText: 'Use it the next time you sign in.',
  },
};
