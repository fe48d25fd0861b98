/**
 * Registers an element. A tag that is taken stays as it is: two copies of the script on one page must not throw. Where
 * there is no DOM, as when an application is rendered on its server, there is nothing to register.
 *
 * @param tag custom element name
 */
export function define(tag: string, constructor: CustomElementConstructor): void {
  const registry = globalThis.customElements;
  if (!registry?.get(tag)) registry?.define(tag, constructor);
}
