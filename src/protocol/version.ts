/** Version of the package; `npm run check` keeps it equal to package.json. */
export const VERSION = '1.0.0';
