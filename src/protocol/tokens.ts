/** Seconds a session token lives. */
export const SESSION_TOKEN_SECONDS = 60;
/** Seconds of server time between two refreshes of the background poller. */
export const POLL_SECONDS = 50;
/** Seconds of clock skew a verifier allows (stock SDKs allow the same). */
export const CLOCK_SKEW_SECONDS = 5;
/** `cat` header of session tokens. */
export const SESSION_TOKEN_CATEGORY = 'cl_B7d4PD111AAA';
