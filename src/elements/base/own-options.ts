import { toKebabCase } from '../../protocol/letter-case.ts';

/** How an attribute is read: as it is, as JSON, or by its presence, unless it is `false`. */
export type OptionKinds = Readonly<Record<string, 'text' | 'json' | 'flag'>>;

/**
 * Makes options assignable as properties, for frameworks that set a property only where there is one, or only where there
 * is a setter. An element that does not use Lit reads them when it needs them.
 */
export function declareOptions(element: { prototype: object }, kinds: OptionKinds): void {
  for (const name in kinds) {
    const values = new WeakMap<object, unknown>();
    Object.defineProperty(element.prototype, name, {
      get() {
        return values.get(this);
      },
      set(value: unknown) {
        values.set(this, value);
      },
    });
  }
}

/** Returns the options of an element that are set, as a property or else as an attribute in kebab case. */
export function readOptions(element: HTMLElement, kinds: OptionKinds): Record<string, unknown> {
  const entries = Object.entries(kinds).map(([name, kind]): [string, unknown] => {
    const own = (element as unknown as Record<string, unknown>)[name];
    const text = element.getAttribute(toKebabCase(name));
    return [
      name,
      own !== undefined || text === null
        ? own
        : kind === 'flag'
          ? text !== 'false'
          : kind === 'json'
            ? parse(name, text)
            : text,
    ];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    console.error(`clerk-widgets: the attribute ${toKebabCase(name)} is not JSON: ${text}`);
    return undefined;
  }
}
