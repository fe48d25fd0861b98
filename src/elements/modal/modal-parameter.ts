/** Query parameter of a page that opens a dialog again, after the user was at a provider. Clerk's pages have it too. */
export const MODAL_STATE = '__clerk_modal_state';
