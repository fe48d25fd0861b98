import type { PropertyDeclaration, PropertyDeclarations } from 'lit';

/**
 * Lit declarations for properties named as Clerk names its props; the attribute is the kebab-case twin.
 *
 * @param names camelCase property names
 * @param type `Object` reads the attribute as JSON, `Boolean` its presence
 */
export function properties(names: string, type: unknown = String): PropertyDeclarations {
  return Object.fromEntries(
    names
      .split(' ')
      .map((name): [string, PropertyDeclaration] => [
        name,
        { type, attribute: name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) },
      ]),
  );
}
