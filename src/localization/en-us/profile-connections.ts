/** Texts of `<clerk-user-profile>` for connecting and disconnecting accounts at providers, and for rare rows. */
export const profileConnections = {
  badge__requiresAction: 'Action needed',
  userProfile: {
    start: {
      connectedAccountsSection: {
        actionLabel__connectionFailed: 'Reconnect',
        actionLabel__reauthorize: 'Reconnect to give access',
        subtitle__disconnected: 'You cannot sign in with this account until you reconnect it.',
        subtitle__reauthorize: 'This application needs more access to this account than you gave it.',
      },
      enterpriseAccountsSection: {
        title: 'Enterprise accounts',
        badge__active: 'Active',
        badge__inactive: 'Inactive',
      },
    },
    connectedAccountPage: {
      title: 'Connect account',
      formHint: 'Choose where you have an account. You sign in there, then you come back here.',
      socialButtonsBlockButton: '{{provider}}',
      opening: 'Opening {{provider}}…',
      successMessage: '{{provider}} is connected.',
      removeResource: {
        title: 'Disconnect {{provider}}?',
        messageLine1: '{{identifier}} will no longer be connected to your account.',
        messageLine2: 'You will no longer be able to sign in with it.',
        successMessage: '{{connectedAccount}} is disconnected.',
      },
    },
  },
  unstable__errors: {
    external_account_exists: 'An account of this provider is already connected.',
    external_account_exists__claimed:
      'This {{provider}} account is already connected to another account here. Nothing was changed.',
    external_account_exists__reconnect:
      'You chose another {{provider}} account. Try again, and choose the one that you connected here before.',
    oauth_access_denied: 'You did not allow access at {{provider}}.',
    oauth_access_denied__scopes: '{{provider}} did not give all the access that this application asked for.',
  },
};
