import type { Strategy } from './element-parts.ts';
import type { ComponentProps } from './own-component.ts';

/** The look of an instance as Clerk's early releases wrote it. The server's JSON has the keys in snake case. */
export interface EarlyTheme {
  general?: {
    /** Accent of buttons and links. */
    color?: string;
    backgroundColor?: string;
    fontColor?: string;
    fontFamily?: string;
    labelFontWeight?: string | number;
    /** Padding of the card. */
    padding?: string;
    borderRadius?: string;
    /** Shadow of the card, and of the menu. */
    boxShadow?: string;
  };
  buttons?: {
    /** Text on the accent. */
    fontColor?: string;
    fontFamily?: string;
    fontWeight?: string | number;
  };
}

/** A theme: an appearance, the name of one of Clerk's (`clerk`, `simple`), or an early theme object. */
export type Theme = Appearance | EarlyTheme | string;

/** What an appearance says of elements, by their key. */
export type ElementValues = Readonly<Record<string, ElementValue>>;

/** Classes, rules, or a function that returns the node of a component; lists of these, and nothing. */
export type ElementValue =
  | string
  | false
  | null
  | undefined
  | ((props: ComponentProps) => Node)
  | readonly ElementValue[]
  | { readonly [name: string]: unknown };

/** Clerk's appearance object. Unknown variables and options are named once on the console, and the rest applies. */
export interface Appearance {
  /** What the appearance builds on. Of an array, later themes win; the appearance itself wins over all. */
  theme?: Theme | readonly Theme[];
  /** Older name of `theme`. */
  baseTheme?: Theme | readonly Theme[];
  /** Colors, fonts and sizes; each is also a CSS property (`colorPrimary`, `--clerk-color-primary`). */
  variables?: Readonly<Record<string, unknown>>;
  /**
   * By element key: classes, rules, a component, or an object of these (`element-parts.ts`). A theme may have a function
   * of its tokens.
   */
  elements?: ElementValues | ((tokens: { theme: unknown }) => ElementValues);
  /**
   * Whether the elements that are named keep the default look below the page's classes ('append', the default), or lose it
   * ('replace').
   */
  strategy?: Strategy;
  /** Switches, such as `logoPlacement`: `options.ts` has the list. */
  options?: Readonly<Record<string, unknown>>;
  /** Older name of `options`. */
  layout?: Readonly<Record<string, unknown>>;
  /** Look of Cloudflare's bot check. */
  captcha?: { theme?: 'auto' | 'light' | 'dark'; size?: 'normal' | 'flexible' | 'compact'; language?: string };
  /** Cascade layer of the generated rules. */
  cssLayerName?: string;
  /** What themes of Clerk that bring their own decoration set: the default one is left out. */
  simpleStyles?: boolean;
  /** The appearance of one component, such as `signIn`. */
  [component: string]: unknown;
}

/** The theme of the instance, then the appearances of the page, in ascending precedence. */
export type Appearances = readonly (Appearance | undefined)[];

/** A compiled appearance. */
export interface Look {
  /** Returns the class names that the appearance adds to a node. */
  classes(key: string, id: string | undefined, states: States): string;
  /** Returns a switch of `options`, or `captcha`; the most specific one wins. */
  option(name: string): unknown;
  /** The cascade layer of the default look of nodes with classes; undefined when no node has any. */
  readonly lower: string | undefined;
  /** Returns what an element renders, with the application's own components in it. */
  dress(result: unknown): unknown;
  /** Adds the style sheets to the root of a node; `drop` removes those that no other element needs. */
  adopt(node: Node): void;
  drop(): void;
}

/** States of a node, such as `loading`. */
export type States = readonly (string | false | undefined)[];
