import type { ClerkInstance, ComponentControls, ComponentName, DialogName } from '../types.ts';

type Props = Record<string, unknown>;
type Host = Pick<ClerkInstance, 'session' | '__internal_environment'> & { __internal_components: ComponentControls };

const MOUNTED = ['SignIn', 'SignUp', 'UserButton', 'UserProfile'] as const satisfies readonly ComponentName[];
const OPENED = ['SignIn', 'SignUp', 'UserProfile'] as const satisfies readonly DialogName[];

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
      const components = this.__internal_components;
      const single = this.__internal_environment?.auth_config.single_session_mode;
      // The profile needs a signed-in user. The forms make no sense for one who is, if a client has only one session.
      if (name === 'UserProfile' ? this.session === null : single && this.session) return;
      components.open(name, props);
    };
    methods[`close${name}`] = function (this: Host) {
      this.__internal_components.close(name);
    };
  }
}
