import type { HTMLAttributes } from 'svelte/elements';
import type { ElementType, ElementTypes } from './elements.ts';

/** Svelte sets a property where the element has one, and an attribute otherwise. */
type Props<Type> =
  Type extends ElementType<infer Element extends EventTarget, infer Attributes, infer Properties, infer Events>
    ? Merge<HTMLAttributes<Element>, Omit<Attributes, keyof Properties> & Properties & Handlers<Element, Events>>
    : never;

type Merge<Under, Over> = Omit<Under, keyof Over> & Over;

/** `onclerk-step`, and `on:clerk-step` as in Svelte 4. */
type Handlers<Element, Events> = {
  [Name in keyof Events & string as `on${Name}` | `on:${Name}`]?:
    | ((event: Events[Name] & { readonly currentTarget: Element }) => void)
    | null
    | undefined;
};

type Elements = { [Tag in keyof ElementTypes]: Props<ElementTypes[Tag]> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Elements {}
}
