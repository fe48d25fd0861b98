import type { Component } from './own-component.ts';

/** What becomes of the default look of a node: it stays below the page's classes, or it is left out. */
export type Strategy = 'append' | 'replace';

export type CssObject = Readonly<Record<string, unknown>>;

/** What a value of `appearance.elements` says of a node, in its parts. */
export interface ElementParts {
  classes: readonly string[];
  styles: readonly CssObject[];
  component?: Component | undefined;
  strategy?: Strategy | undefined;
}

/** Names that early versions of Clerk and its themes have for keys of today. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  primaryButton: ['formButtonPrimary'],
  socialButton: ['socialButtonsBlockButton', 'socialButtonsIconButton'],
  input: ['formFieldInput'],
  label: ['formFieldLabel'],
  errorText: ['formFieldErrorText'],
  title: ['headerTitle'],
  subtitle: ['headerSubtitle'],
  link: ['footerActionLink'],
  divider: ['dividerRow'],
  logo: ['logoImage'],
  popoverBox: ['userButtonPopoverCard'],
};

/** Returns the keys that a name stands for, with the id and the state that it may have. */
export function keysOf(name: string): string[] {
  const [, key = name, rest = ''] = /^(.+?)(__.+)?$/s.exec(name) ?? [];
  return Object.hasOwn(ALIASES, key) ? (ALIASES[key] as string[]).map((each) => each + rest) : [name];
}

/**
 * Reads a value of `appearance.elements`: a string has classes, a function is a component, an object has styles or the
 * parts `className`, `style`, `component` and `strategy`. A list has several of them, and what is falsy says nothing.
 */
export function readElement(value: unknown): ElementParts {
  if (typeof value === 'string') return { classes: value.split(/\s+/).filter(Boolean), styles: [] };
  if (typeof value === 'function') return { classes: [], styles: [], component: value as Component };
  if (Array.isArray(value)) {
    const all = value.map(readElement);
    return {
      classes: all.flatMap(({ classes }) => classes),
      styles: all.flatMap(({ styles }) => styles),
      component: all.findLast(({ component }) => component)?.component,
      strategy: all.findLast(({ strategy }) => strategy)?.strategy,
    };
  }
  if (!value || typeof value !== 'object') return { classes: [], styles: [] };
  const { className, style, component, strategy, ...rest } = value as Record<string, unknown>;
  const styles = [style, rest].filter((one): one is CssObject => !!one && typeof one === 'object');
  return {
    classes: readElement([className].flat().filter((one) => typeof one === 'string')).classes,
    styles: styles.filter((one) => Object.keys(one).length > 0),
    component: typeof component === 'string' || typeof component === 'function' ? (component as Component) : undefined,
    strategy: strategy === 'replace' || strategy === 'append' ? strategy : undefined,
  };
}
