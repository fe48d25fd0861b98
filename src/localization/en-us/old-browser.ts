/** Texts for browsers that cannot run the elements. */
export const oldBrowser = {
  text: 'This browser is too old to sign in here. Update it, or use another one.',
  link: 'Sign in on another page',
};
