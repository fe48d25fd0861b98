/** Texts of `<clerk-user-profile>` for what the user can change: forms and devices. */
export const profileActions = {
  badge__thisDevice: 'This device',
  dates: {
    sameDay: "Today at {{ date | timeString('en-US') }}",
    lastDay: "Yesterday at {{ date | timeString('en-US') }}",
    previous6Days: "Last {{ date | weekday('en-US', 'long') }} at {{ date | timeString('en-US') }}",
    numeric: "{{ date | shortDate('en-US') }}",
  },
  formFieldLabel__firstName: 'First name',
  formFieldLabel__lastName: 'Last name',
  userProfile: {
    formButtonPrimary__save: 'Save',
    formButtonReset: 'Cancel',
    profilePage: { title: 'Update profile', successMessage: 'Your profile is saved.' },
    usernamePage: {
      title__set: 'Set username',
      title__update: 'Update username',
      hint: '{{min}} to {{max}} letters, numbers, hyphens or underscores.',
      successMessage: 'Your username is saved.',
    },
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
  unstable__errors: {
    reverification_cancelled: 'You did not confirm that it is you. Nothing was changed.',
  },
};
