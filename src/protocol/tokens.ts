/** Seconds that a session token lives. */
export const SESSION_TOKEN_SECONDS = 60;

/** The longest life of a session token that our server issues, and that a verifier accepts without being told to. */
export const MAX_TOKEN_SECONDS = 300;

/** Seconds of server time between two refreshes of the background poller. */
export const POLL_SECONDS = 50;

/** Seconds of clock difference that a verifier forgives; Clerk's SDKs forgive the same. */
export const CLOCK_SKEW_SECONDS = 5;

/** The `cat` header of session tokens, with the value that Clerk's SDKs check. */
export const SESSION_TOKEN_CATEGORY = 'cl_B7d4PD111AAA';

/** The `cat` header of tokens of JWT templates. No SDK takes one for a session token. */
export const TEMPLATE_TOKEN_CATEGORY = 'cl_B7d4PD222AAA';
