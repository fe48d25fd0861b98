/** Texts of `<clerk-user-profile>` that it shows first. */
export const userProfile = {
  badge__primary: 'Primary',
  badge__unverified: 'Unverified',
  badge__verified: 'Verified',
  userProfile: {
    mobileButton__menu: 'Menu',
    rowMenuButton: 'More',
    retryButton: 'Try again',
    navbar: { title: 'Account', account: 'Profile', security: 'Security' },
    start: {
      headerTitle__account: 'Profile details',
      headerTitle__security: 'Security',
      profileSection: { title: 'Profile', primaryButton: 'Update profile' },
      usernameSection: {
        title: 'Username',
        empty: 'No username yet',
        primaryButton__setUsername: 'Set username',
        primaryButton__updateUsername: 'Update username',
      },
      emailAddressesSection: { title: 'Email addresses', empty: 'No email address yet' },
    },
  },
};
