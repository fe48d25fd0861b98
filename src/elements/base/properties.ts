import { toKebabCase } from '../../protocol/letter-case.ts';
import type { PropertyDeclaration, PropertyDeclarations } from 'lit';

/**
 * Returns Lit's declarations of properties whose attributes have the same names in kebab case.
 *
 * @param names of properties that the element declares
 * @param type how an attribute is read: `String` as it is, `Object` as JSON, `Boolean` by its presence, unless it is `false`
 * @example properties<ClerkSignIn>(['signUpUrl'])
 */
export function properties<Element>(
  names: readonly (keyof Element & string)[],
  type: unknown = String,
): PropertyDeclarations {
  return Object.fromEntries(
    names.map((name): [string, PropertyDeclaration] => [
      name,
      { type, attribute: toKebabCase(name), ...(type === Boolean && { converter: isOn }) },
    ]),
  );
}

/** Frameworks write `false` into an attribute where a page would leave it out. */
const isOn = (value: string | null): boolean => value !== null && value !== 'false';
