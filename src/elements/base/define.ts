/**
 * Registers an element. A tag that is taken stays as it is: two copies of the script on one page must not throw.
 *
 * @param tag custom element name
 */
export function define(tag: string, constructor: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, constructor);
}
