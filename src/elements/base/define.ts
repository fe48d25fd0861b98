/**
 * Registers a custom element. Does nothing if the tag is already registered, so that two copies of the script on one
 * page do not throw, or if there is no DOM, as when an application is rendered on a server.
 *
 * @param tag custom element name
 */
export function define(tag: string, constructor: CustomElementConstructor): void {
  const registry = globalThis.customElements;
  if (!registry?.get(tag)) registry?.define(tag, constructor);
}
