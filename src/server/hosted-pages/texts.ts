/** What the pages say besides the elements. */
export const TEXTS = {
  titles: { 'sign-in': 'Sign in', 'sign-up': 'Sign up', waitlist: 'Join the waitlist', user: 'Account' },
  originHidden:
    'Nothing was sent yet: your browser did not tell which page this form is from. Check what you typed, and continue here.',
  leaving: { title: 'One moment', link: (host: string) => `Continue to ${host}` },
  failed: 'This did not work',
  user: {
    title: 'Your account',
    text: 'Your profile needs JavaScript. You can see here who is signed in, and sign out.',
    accounts: 'Signed in with this browser',
    signOut: 'Sign out',
    signOutOf: (name: string) => `Sign out ${name}`,
    signOutAll: 'Sign out of all accounts',
    home: (name: string) => `Back to ${name}`,
  },
  waitlist: {
    title: 'Join the waitlist',
    text: 'Enter your email address. We write to you when a place is free.',
    label: 'Email address',
    button: 'Join the waitlist',
    joinedTitle: 'Thank you',
    joined: 'Your address is on the waitlist. We write to you when a place is free.',
    none: 'There is no waitlist here.',
    signUp: 'Sign up',
    signIn: 'Sign in',
  },
} as const;
