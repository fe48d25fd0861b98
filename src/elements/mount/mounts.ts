import { page } from '../../client/platform/native.ts';
import type {
  ClerkInstance,
  ComponentControls,
  MissingComponentName,
  MissingDialogName,
  MissingSdkComponent,
  MissingSdkDialog,
} from '../../client/types.ts';
import { assignProps, createComponent, TAGS } from '../modal/component.ts';

type Props = Record<string, unknown>;
type MissingName = MissingComponentName | MissingDialogName | MissingSdkComponent | MissingSdkDialog;

interface Mounted {
  element: HTMLElement;
  props: Props;
}

/** What puts elements into the page's nodes. */
export interface Mounts extends Pick<ComponentControls, 'unmount' | 'updateProps'> {
  mount(name: keyof typeof TAGS | MissingName, node: HTMLElement, props?: Props): void;
}

/**
 * Creates what `mountX` and `unmountX` call.
 *
 * @param clerk the instance that the elements work with
 */
export function createMounts(clerk: ClerkInstance): Mounts {
  const mounted = new Map<HTMLElement, Mounted>();

  const update = (node: HTMLElement, props: Props): void => {
    const entry = mounted.get(node);
    if (!entry) return;
    assignProps(entry.element, props, entry.props);
    entry.props = props;
  };

  return {
    mount(name, node, props = {}) {
      if (isMissing(name)) return reportMissing(name);
      if (mounted.has(node)) return update(node, props);
      const element = createComponent(clerk, name);
      assignProps(element, props);
      mounted.set(node, { element, props });
      node.append(element);
    },

    unmount(node) {
      mounted.get(node)?.element.remove();
      mounted.delete(node);
    },

    updateProps(changed) {
      const { node, props } = changed as { node?: HTMLElement; props?: Props };
      if (node) return update(node, { ...mounted.get(node)?.props, ...props });
      // Appearance and localization apply to every element, also to those in the page's own markup.
      const elements = [
        ...page.querySelectorAll(Object.values(TAGS).join()),
        ...[...mounted.values()].map((m) => m.element),
      ];
      for (const element of elements) (element as HTMLElement & { requestUpdate?(): void }).requestUpdate?.();
    },
  };
}

export function isMissing(name: keyof typeof TAGS | MissingName): name is MissingName {
  return !(name in TAGS);
}

const reported = new Set<string>();

/** Says once that a component does not exist. */
export function reportMissing(name: string): void {
  if (reported.has(name)) return;
  reported.add(name);
  console.error(`clerk-widgets: this version has no ${name}, so it shows nothing.`);
}
