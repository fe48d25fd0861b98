/**
 * The page's own properties, whatever its markup is named. `<img name="cookie">` stands in for `document.cookie`, a
 * field named `elements` for the `elements` of its form, `<a id="Clerk">` for a global that no script has set (HTML,
 * "Named access on the Window object" and "DOM clobbering"). Whoever may write harmless markup into a page must not
 * decide where its visitors' passwords go, so nothing here reads the document, a form or a new global directly.
 */

/** What {@link native} returns: a test finds documents and forms that are read without it by the mark. */
export type Native<T> = T & { readonly isNative?: true };

/** A document or form whose properties are those that the browser defines. Its methods can be called as usual. */
export function native<T extends object>(node: T): Native<T> {
  const prototype = Object.getPrototypeOf(node);
  return new Proxy(node, {
    get(_, name) {
      const value = Reflect.get(prototype, name, node);
      return typeof value === 'function' ? value.bind(node) : value;
    },
    set: (_, name, value) => Reflect.set(prototype, name, value, node),
  });
}

/** The document; undefined where there is none. It is no `Node`: hand `document` itself to whoever wants one. */
export const page = globalThis.document && native(document);

/** What browsers throw at when access is denied: storage, cookies, foreign frames, the address. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** A global that the browser or a script has set; an element that bears the name is none. */
export function ownGlobal(name: string): unknown {
  return Object.hasOwn(globalThis, name) ? (globalThis as Record<string, unknown>)[name] : undefined;
}
