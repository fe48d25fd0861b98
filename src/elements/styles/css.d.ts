/** Style sheets are imported as text. The build and the test server make them modules. */
declare module '*.css' {
  const text: string;
  export default text;
}
