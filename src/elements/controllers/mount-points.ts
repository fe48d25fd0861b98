import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { page } from '../../client/platform/native.ts';

interface Point {
  node: HTMLElement;
  unmount: ((node: HTMLElement) => void) | undefined;
}

/**
 * Nodes that the page fills itself (`mount` and `unmount` of custom pages and icons). A node is created once, kept as
 * long as the host renders it, and unmounted when the host no longer does or is disconnected.
 */
export class MountPoints implements ReactiveController {
  readonly #points = new Map<string, Point>();
  readonly #asked = new Set<string>();

  readonly #host: ReactiveControllerHost & Pick<Node, 'isConnected'>;

  constructor(host: ReactiveControllerHost & Pick<Node, 'isConnected'>) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Returns the node for a key, to be put into the template. Framework wrappers pass new functions at every change of
   * their props, so only the key decides whether something has to be mounted. A host that is gone may draw once more,
   * to forget what it showed: nothing is mounted then, because nothing would unmount it.
   */
  node(
    key: string,
    mount: (node: HTMLElement) => void,
    unmount?: (node: HTMLElement) => void,
  ): HTMLElement | undefined {
    if (!this.#host.isConnected) return undefined;
    this.#asked.add(key);
    const known = this.#points.get(key);
    if (known) {
      known.unmount = unmount;
      return known.node;
    }
    const node = page.createElement('div');
    node.className = 'cl-mount';
    this.#points.set(key, { node, unmount });
    mount(node);
    return node;
  }

  hostUpdate(): void {
    this.#asked.clear();
  }

  hostUpdated(): void {
    this.#release((key) => !this.#asked.has(key));
  }

  hostDisconnected(): void {
    this.#release(() => true);
  }

  #release(over: (key: string) => boolean): void {
    for (const [key, { node, unmount }] of this.#points) {
      if (!over(key)) continue;
      this.#points.delete(key);
      unmount?.(node);
    }
  }
}
