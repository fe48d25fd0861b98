/** Style sheets are imported as text; the build and the test server turn them into modules. */
declare module '*.css' {
  const text: string;
  export default text;
}
