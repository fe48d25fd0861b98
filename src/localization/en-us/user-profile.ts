/** Texts of `<clerk-user-profile>` that it shows first. */
export const userProfile = {
  badge__primary: 'Primary',
  badge__unverified: 'Unverified',
  badge__linkedTo: 'Linked to {{provider}}',
  badge__enterprise: 'Linked to your organization',
  badge__secondFactor: 'Two-step verification',
  userProfile: {
    mobileButton__menu: 'Menu',
    rowMenuButton: 'More',
    retryButton: 'Try again',
    navbar: { title: 'Account', account: 'Profile', security: 'Security' },
    start: {
      headerTitle__account: 'Profile details',
      headerTitle__security: 'Security',
      profileSection: { title: 'Profile', primaryButton: 'Update profile', pictureButton: 'Change profile picture' },
      usernameSection: {
        title: 'Username',
        empty: 'No username yet',
        primaryButton__setUsername: 'Set username',
        primaryButton__updateUsername: 'Update username',
      },
      emailAddressesSection: {
        title: 'Email addresses',
        empty: 'No email address yet',
        primaryButton: 'Add email address',
      },
      phoneNumbersSection: {
        title: 'Phone numbers',
        empty: 'No phone number yet',
        primaryButton: 'Add phone number',
      },
      connectedAccountsSection: {
        title: 'Connected accounts',
        empty: 'No account connected yet',
        primaryButton: 'Connect account',
        destructiveActionTitle: 'Disconnect',
      },
      web3WalletsSection: {
        title: 'Wallets',
        empty: 'No wallet connected yet',
        primaryButton: 'Connect wallet',
      },
    },
  },
};
