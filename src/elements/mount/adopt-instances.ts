import type { ClerkInstance, ComponentControls } from '../../client/types.ts';

/** The prototype of the class of instances. */
type Prototype = Pick<ClerkInstance, 'load'> & { readonly __internal_components: ComponentControls };

/**
 * Gives the elements to every instance, also to one that somebody else creates: a provider of Clerk's SDKs that gets the
 * class as its `Clerk` prop calls only `new` and `load`.
 *
 * @param prototype of the class
 * @param adopt called with an instance at each `load`, and each time that its screens are asked for
 */
export function adoptInstances(prototype: Prototype, adopt: (clerk: ClerkInstance) => void): void {
  const { load } = prototype;
  const components = Object.getOwnPropertyDescriptor(prototype, '__internal_components') as PropertyDescriptor;
  Object.defineProperties(prototype, {
    load: {
      configurable: true,
      writable: true,
      value(this: ClerkInstance, ...options: Parameters<ClerkInstance['load']>) {
        adopt(this);
        return load.apply(this, options);
      },
    },
    __internal_components: {
      configurable: true,
      get(this: ClerkInstance) {
        adopt(this);
        return components.get?.call(this) as ComponentControls;
      },
    },
  });
}
