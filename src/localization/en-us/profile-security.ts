/** Texts of the security page of `<clerk-user-profile>`. */
export const profileSecurity = {
  badge__default: 'Default',
  badge__thisDevice: 'This device',
  dates: {
    sameDay: "Today at {{ date | timeString('en-US') }}",
    lastDay: "Yesterday at {{ date | timeString('en-US') }}",
    previous6Days: "Last {{ date | weekday('en-US', 'long') }} at {{ date | timeString('en-US') }}",
    numeric: "{{ date | shortDate('en-US') }}",
  },
  userProfile: {
    start: {
      dangerSection: { title: 'Delete account', deleteAccountButton: 'Delete account' },
      suspendedMethodsSection: {
        title: 'Unverified',
        text: 'Your password was reset, so these cannot sign you in until you confirm them. Remove the ones that are not yours.',
        confirmButton: 'Confirm',
        removeButton: 'Remove',
        successMessage: 'The passkey can be used again.',
      },
      passwordSection: {
        title: 'Password',
        empty: 'No password yet',
        isSet: 'A password is set',
        primaryButton__setPassword: 'Set password',
        primaryButton__updatePassword: 'Update password',
        menuAction__destructive: 'Remove password',
      },
      passkeysSection: {
        title: 'Passkeys',
        empty: 'No passkey yet',
        created: 'Created: {{when}}',
        lastUsed: 'Last used: {{when}}',
        neverUsed: 'Not used yet',
        suspended: 'A password reset switched it off. Confirm it at the top of this page, or remove it.',
        primaryButton: 'Add a passkey',
        menuAction__rename: 'Rename',
        menuAction__destructive: 'Remove',
      },
      mfaSection: {
        title: 'Two-step verification',
        empty: 'Not set up yet',
        primaryButton: 'Add two-step verification',
        totp: { headerTitle: 'Authenticator app', destructiveActionTitle: 'Remove' },
        phoneCode: {
          headerTitle: 'Text message',
          actionLabel__setDefault: 'Set as default',
          successMessage__setDefault: 'The default number is changed.',
          destructiveActionLabel: 'Remove',
        },
        backupCodes: { headerTitle: 'Backup codes', actionLabel__regenerate: 'Create new codes' },
      },
      activeDevicesSection: {
        title: 'Active devices',
        browser: '{{name}} {{version}}',
        device: '{{browser}} on {{device}}',
        unknownDevice: 'Unknown device',
        lastActive: 'Last active: {{when}}',
        destructiveAction: 'Sign out',
        destructiveAction__others: 'Sign out of all other devices',
      },
    },
  },
};
