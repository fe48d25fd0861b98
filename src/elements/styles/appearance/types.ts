/** Clerk's appearance object. Unknown keys are ignored. */
export interface Appearance {
  theme?: Appearance | readonly Appearance[] | string;
  /** Older name of `theme`. */
  baseTheme?: Appearance | readonly Appearance[] | string;
  variables?: Readonly<Record<string, unknown>>;
  elements?: Readonly<Record<string, unknown>>;
  options?: Readonly<Record<string, unknown>>;
  /** Older name of `options`. */
  layout?: Readonly<Record<string, unknown>>;
  cssLayerName?: string;
  [component: string]: unknown;
}

/** A compiled appearance. */
export interface Look {
  /** Returns the class names that the appearance adds to a node. */
  classes(key: string, id: string | undefined, states: States): string;
  /** Returns what an element renders, with the application's own components in it. */
  dress(result: unknown): unknown;
  /** Adds the style sheet to the root of a node; `drop` removes it. */
  adopt(node: Node): void;
  drop(): void;
}

/** States of a node, such as `loading`. */
export type States = readonly (string | false | undefined)[];
