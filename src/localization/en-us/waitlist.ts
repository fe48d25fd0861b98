/** Texts of the waitlist. */
export const waitlist = {
  waitlist: {
    start: {
      title: 'Join the waitlist',
      subtitle: 'Leave your email address. You get an invitation when there is room.',
      formButton: 'Join the waitlist',
      actionText: 'Have an account already?',
      actionLink: 'Sign in',
    },
    success: {
      title: 'You are on the list',
      subtitle: 'An invitation goes to {{identifier}} when there is room.',
    },
  },
};
