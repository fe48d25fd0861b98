/** Texts of the waitlist. */
export const waitlist = {
  waitlist: {
    start: {
      title: 'Join the waitlist',
      subtitle: "We'll email you an invitation when there is room.",
      formButton: 'Join the waitlist',
      actionText: 'Already have an account?',
      actionLink: 'Sign in',
    },
    success: {
      title: 'You are on the list',
      subtitle: "We'll send an invitation to {{identifier}} when there is room.",
    },
    signedIn: { title: 'You are signed in', subtitle: 'You have access already.', actionLink: 'Continue' },
    unavailable: {
      title: 'There is no waitlist',
      subtitle: 'You can sign up without one.',
      subtitle__restricted: 'New accounts need an invitation.',
      actionLink: 'Sign up',
    },
  },
};
