/**
 * Query parameter of the page that a provider leads back to after the user has connected an account there. Its value is
 * the provider, without `oauth_`.
 */
export const RETURN_PARAMETER = '__clerk_connected_account';
