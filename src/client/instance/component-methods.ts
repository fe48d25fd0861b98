import type { ComponentControls, ComponentName, DialogName } from '../types.ts';

type Props = Record<string, unknown>;
interface Host {
  __internal_components: ComponentControls;
}

const MOUNTED = [
  'SignIn',
  'SignUp',
  'UserAvatar',
  'UserButton',
  'UserProfile',
  'Waitlist',
] as const satisfies readonly ComponentName[];
const OPENED = ['SignIn', 'SignUp', 'UserProfile', 'Waitlist', 'GoogleOneTap'] as const satisfies readonly DialogName[];

/** Adds `mountX`, `unmountX`, `openX` and `closeX` of each component to the facade. */
export function installComponentMethods(prototype: object): void {
  const methods = prototype as Record<string, unknown>;
  for (const name of MOUNTED) {
    methods[`mount${name}`] = function (this: Host, node: HTMLElement, props?: Props) {
      this.__internal_components.mount(name, node, props);
    };
    methods[`unmount${name}`] = function (this: Host, node: HTMLElement) {
      this.__internal_components.unmount(node);
    };
  }
  for (const name of OPENED) {
    methods[`open${name}`] = function (this: Host, props?: Props) {
      this.__internal_components.open(name, props);
    };
    methods[`close${name}`] = function (this: Host) {
      this.__internal_components.close(name);
    };
  }
}
