/** Texts of the link from a code screen to the user's mailbox. */
export const mailbox = {
  openMailbox: 'Open {{mailbox}}',
  /** What assistive technology says; it begins with the text that is shown. */
  openMailboxLabel: 'Open {{mailbox}} in a new tab',
};
