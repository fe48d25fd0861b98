/** Texts of `<clerk-user-profile>` for adding, renaming and removing a passkey. */
export const profilePasskeys = {
  formFieldLabel__passkeyName: 'Name of passkey',
  userProfile: {
    passkeyScreen: {
      title__add: 'Add a passkey',
      subtitle__add: 'Your browser asks how to save it: follow its steps.',
      title__rename: 'Rename passkey',
      subtitle__rename: 'A name that tells where it is makes it easier to find.',
      cancelled: 'No passkey was created: the dialog was closed, or it took too long.',
      notSupported: 'This browser or device cannot create passkeys. Try a phone, or another browser.',
      exists: 'This device has a passkey for your account already.',
      closeButton: 'Close',
      successMessage__add: 'The passkey is added.',
      successMessage__rename: 'The passkey is renamed.',
      removeResource: {
        title: 'Remove passkey?',
        messageLine1:
          '{{name}} will be removed from your account. It may stay in the list of your device until you delete it there.',
        successMessage: 'The passkey is removed.',
      },
    },
  },
  unstable__errors: { form_param_nil__name: 'Enter a name for the passkey.' },
};
