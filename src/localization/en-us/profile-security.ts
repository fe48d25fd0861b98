/** Texts of the security page of `<clerk-user-profile>`. */
export const profileSecurity = {
  badge__thisDevice: 'This device',
  dates: {
    sameDay: "Today at {{ date | timeString('en-US') }}",
    lastDay: "Yesterday at {{ date | timeString('en-US') }}",
    previous6Days: "Last {{ date | weekday('en-US', 'long') }} at {{ date | timeString('en-US') }}",
    numeric: "{{ date | shortDate('en-US') }}",
  },
  userProfile: {
    start: {
      activeDevicesSection: {
        title: 'Active devices',
        browser: '{{name}} {{version}}',
        device: '{{browser}} on {{device}}',
        unknownDevice: 'Unknown device',
        lastActive: 'Last active: {{when}}',
        destructiveAction: 'Sign out',
        confirmTitle: 'Sign out of this device?',
        confirmText: 'It will lose access within a minute. To use it again, sign in on it.',
        successMessage: 'The device is signed out.',
        retryButton: 'Try again',
      },
    },
  },
};
