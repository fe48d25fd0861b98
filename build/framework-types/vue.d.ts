import type { HTMLAttributes, PublicProps } from 'vue';
import type { ElementType, ElementTypes } from './elements.ts';

/** Vue sets a property where the element has one of exactly this name, and an attribute otherwise. */
type Component<Type> =
  Type extends ElementType<infer Element, infer Attributes, infer Properties, infer Events>
    ? new () => Element & {
        $props: Merge<
          HTMLAttributes & PublicProps,
          Omit<InCamelCase<Attributes>, keyof Properties> & Properties & Handlers<Element, Events> & Data
        >;
        $slots: { default?(): unknown };
      }
    : never;

type Merge<Under, Over> = Omit<Under, keyof Over> & Over;

/** The checker of templates reads `sign-up-url` as `signUpUrl`. */
type InCamelCase<Names> = { [Name in keyof Names as CamelCase<Name>]: Names[Name] };

type CamelCase<Name> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<CamelCase<Rest>>}` : Name;

/** `data-…` attributes, which the checker reads in camelCase as well. */
type Data = { [Name in `data${Capitalize<string>}`]?: unknown };

type Handlers<Element, Events> = {
  [Name in keyof Events & string as `on${Capitalize<CamelCase<Name>>}`]?:
    | ((event: Events[Name] & { readonly currentTarget: Element }) => void)
    | undefined;
};

type Elements = { [Tag in keyof ElementTypes]: Component<ElementTypes[Tag]> };

declare module 'vue' {
  interface HTMLAttributes {
    /** What a child is for `<clerk-show>` and its like. */
    slot?: string | undefined;
  }

  interface GlobalComponents extends Elements {}
}
