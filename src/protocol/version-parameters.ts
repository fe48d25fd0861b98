/** Query of every request of the client, in this order. */
export const VERSION_PARAMETERS = {
  /** Revision of the Frontend API that the client speaks. */
  __clerk_api_version: '2026-08-20',
  /** The clerk-js release whose wire behaviour the client follows; the Frontend API decides features by it. */
  _clerk_js_version: '6.40.0',
};
