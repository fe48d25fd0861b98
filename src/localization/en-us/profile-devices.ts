/** Texts of `<clerk-user-profile>` for signing devices out. */
export const profileDevices = {
  userProfile: {
    start: {
      activeDevicesSection: {
        confirmTitle: 'Sign out of this device?',
        confirmText: 'It will lose access within a minute. To use it again, sign in on it.',
        successMessage: 'The device is signed out.',
        confirmTitle__others: 'Sign out of all other devices?',
        confirmText__others: 'They will lose access within a minute. You stay signed in here.',
        successMessage__others: 'All other devices are signed out.',
        left: 'Not every device could be signed out. Still signed in: {{count}}.',
      },
    },
  },
};
