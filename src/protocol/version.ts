/** Version of the package; `npm run check` keeps it equal to the one in package.json. */
export const VERSION = '1.0.0';

/** Query parameters of every request of the client, in this order. `/client` itself has only the first. */
export const VERSION_PARAMETERS = {
  /** Revision of the Frontend API that the client speaks. */
  __clerk_api_version: '2026-08-20',
  /** The clerk-js release whose behavior the client follows. The Frontend API decides by it what it offers. */
  _clerk_js_version: '6.40.0',
} as const satisfies Record<`_${string}`, string>;
