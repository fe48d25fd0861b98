/** Query parameters that are kept from step to step; a popup is recognized by its own. */
const KEPT =
  /^(redirect_url|__clerk_(ticket|popup)|after_sign_(in|up)_url|sign_(in|up)_(force|fallback)_redirect_url)$/;

/** Parameters of the page that a mailed link leads to; it needs them after a reload, too. */
export const LANDED = /^__clerk_(status|created_session)$/;

/** Parameter of the server's sign-in page: users without an account sign up there, as `with-sign-up` says in an element. */
export const WITH_SIGN_UP = 'with_sign_up';

/** Returns the parameters that the next step and links to the other form keep. */
export function keptParameters(params: URLSearchParams, more?: RegExp): URLSearchParams {
  return new URLSearchParams([...params].filter(([name]) => KEPT.test(name) || more?.test(name)));
}
