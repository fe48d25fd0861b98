/** Texts of the note that says that somebody else acts as the user. */
export const actingNote = {
  impersonationFab: {
    title: 'Signed in as {{identifier}}',
    /** `actor` is the name of who acts, else their id. */
    text: '{{actor}} acts as this user.',
    action__signOut: 'Sign out',
    action__moveUp: 'Move this note to the top',
    action__moveDown: 'Move this note to the bottom',
    failed: 'You are still signed in. Try again.',
  },
};
