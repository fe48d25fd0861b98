/** Texts for sign-in methods that a password reset has switched off, where a user signs in and in the profile. */
export const suspendedMethods = {
  signIn: {
    resetPassword: {
      suspended: {
        title: 'We switched off other sign-in methods',
        subtitle: 'Your new password is set. Confirm these to use them again.',
        reviewButton: 'Review them now',
      },
    },
  },
  suspendedMethods: {
    kind__email_address: 'Email address',
    kind__phone_number: 'Phone number',
    kind__web3_wallet: 'Wallet',
    kind__external_account: 'Connected account',
    kind__passkey: 'Passkey',
    kind__password: 'Password',
    added: 'Added: {{when}}',
    lastUsed: 'Last used: {{when}}',
    device: '{{browser}} on {{device}}',
    unknownDevice: 'Unknown device',
  },
};
