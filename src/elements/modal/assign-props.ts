/** Names that a page's props may not reach: those that belong to every element, and the instance. */
const isReserved = (name: string): boolean => name === 'clerk' || name in HTMLElement.prototype;

/**
 * Sets Clerk props as properties of an element, which may not be defined yet. Those that were set before and are no
 * longer given become undefined.
 *
 * @param before the props set last
 */
export function assignProps(
  element: HTMLElement,
  props: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>> = {},
): void {
  for (const name of Object.keys({ ...before, ...props })) {
    if (!isReserved(name)) Object.assign(element, { [name]: props[name] });
  }
}
