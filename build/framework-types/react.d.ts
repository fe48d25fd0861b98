import type * as React from 'react';
import type { ElementType, ElementTypes } from './elements.ts';

/**
 * React 19 sets a property where the element has one, and listens to `on…` with the event's own name. React 18 writes
 * attributes alone, and turns `false` into a text: objects and events go through a `ref`.
 */
type Props<Type> =
  Type extends ElementType<infer Element, infer Attributes, infer Properties, infer Events>
    ? typeof React extends { use: unknown }
      ? Merge<Base<Element>, Omit<Attributes, keyof Properties> & Properties & Handlers<Element, Events>>
      : Merge<Omit<Base<Element>, 'className'>, Present<Attributes> & { class?: string | undefined }>
    : never;

type Base<Element> = React.DetailedHTMLProps<React.HTMLAttributes<Element>, Element>;

type Merge<Under, Over> = Omit<Under, keyof Over> & Over;

type Handlers<Element, Events> = {
  [Name in keyof Events & string as `on${Name}`]?:
    | ((event: Events[Name] & { readonly currentTarget: Element }) => void)
    | undefined;
};

/** Attributes that are there or not: `''`, or left out. */
type Present<Attributes> = {
  [Name in keyof Attributes]: [Exclude<Attributes[Name], null | undefined>] extends [boolean]
    ? '' | null | undefined
    : Attributes[Name];
};

type Elements = { [Tag in keyof ElementTypes]: Props<ElementTypes[Tag]> };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
