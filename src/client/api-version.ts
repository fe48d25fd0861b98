/** Revision of the Frontend API this client speaks, sent with every request. */
export const API_VERSION = '2026-08-20';
/** The clerk-js release whose wire behaviour this client follows; the Frontend API decides features by it. */
export const CLERK_JS_VERSION = '6.40.0';
