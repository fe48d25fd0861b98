/** Texts of the screens for email links. */
const screens = {
  resendButton: 'No email yet? Send a new one',
  matchNumber: 'On another device, choose this number:',
  sameBrowser: 'Open the link in this browser.',
  codeTitle: 'Or enter the 6-digit code from the same email.',
  unusable: 'This link no longer works. Send a new one.',
  startAgain: 'Start again',
  loading: { title: 'One moment', subtitle: 'We are checking the link.' },
  verifiedSwitchTab: {
    title: 'That worked',
    subtitle: 'Continue where you started. You can close this page.',
  },
  expired: { title: 'This link has expired', subtitle: 'Go back to the page where you started, and send a new one.' },
  failed: {
    title: 'This link does not work',
    subtitle: 'It was used, or a newer one was sent. Open the newest email.',
  },
  clientMismatch: {
    title: 'Open the link in the browser where you started',
    subtitle: 'It works only in that browser, where it is still valid.',
  },
};

export const emailLink = {
  signIn: {
    emailLink: {
      ...screens,
      title: 'Check your email',
      subtitle: 'Open the link we sent you. This page will continue by itself.',
    },
  },
  signUp: {
    emailLink: {
      ...screens,
      title: 'Verify your email',
      subtitle: 'Open the link we sent you. This page will continue by itself.',
    },
  },
};
