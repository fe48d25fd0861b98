/*
 * Reads the page's own properties even when elements of the page have the same names: `<img name="cookie">` replaces
 * `document.cookie`, a field named `elements` replaces the `elements` of its form, and `<a id="Clerk">` becomes a global
 * that no script has set (HTML, "Named access on the Window object"; "DOM clobbering"). An attacker who can write only
 * harmless markup into a page must not decide where its users' passwords go, so no other file reads the document, a
 * form or a new global directly.
 */

/** What {@link native} returns. The mark lets a test find documents and forms that are read without it. */
export type Native<T> = T & { readonly isNative?: true };

/** Returns a document or form with only the properties that the browser defines. Its methods can be called as usual. */
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

/** The document; undefined where there is none. It is not a `Node`: use `document` itself where one is needed. */
export const page = globalThis.document && native(document);

/** Reads what browsers may deny by throwing: storage, cookies, frames of other origins, URLs. Undefined when they do. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Returns a global that the browser or a script has set, but not an element with that name. */
export function ownGlobal(name: string): unknown {
  return Object.hasOwn(globalThis, name) ? (globalThis as Record<string, unknown>)[name] : undefined;
}
