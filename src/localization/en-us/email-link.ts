/** Texts of the screens around a mailed link, which come with their code. */
const screens = {
  resendButton: 'No email yet? Send a new one',
  matchNumber: 'On another device, choose this number:',
  sameBrowser: 'Open the link in this browser.',
  codeTitle: 'Or enter the 6-digit code from the same email.',
  unusable: 'This link no longer works. Send a new one.',
  startAgain: 'Start again',
  loading: { title: 'One moment', subtitle: 'The link is being checked.' },
  verifiedSwitchTab: { title: 'That worked', subtitle: 'Go on where you started. You can close this page.' },
  expired: { title: 'This link has expired', subtitle: 'Go back to where you started and send a new one.' },
  failed: {
    title: 'This link does not work',
    subtitle: 'It was used before, or a newer one was sent. Open the newest email, or start again.',
  },
  clientMismatch: {
    title: 'Open the link where you started',
    subtitle: 'It only works in the browser that asked for it. There it is still good.',
  },
};

export const emailLink = {
  signIn: {
    emailLink: {
      ...screens,
      title: 'Check your email',
      subtitle: 'Open the link we sent you. This page goes on by itself.',
    },
  },
  signUp: {
    emailLink: {
      ...screens,
      title: 'Verify your email',
      subtitle: 'Open the link we sent you. This page goes on by itself.',
    },
  },
};
