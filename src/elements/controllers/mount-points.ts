import type { ReactiveController } from 'lit';
import { page } from '../../client/platform/native.ts';
import type { ClerkElement } from '../base/clerk-element.ts';

interface Point {
  node: HTMLElement;
  unmount: ((node: HTMLElement) => void) | undefined;
}

/**
 * Nodes that the page fills in itself (`mount`, `unmount` of custom pages and icons). Each is made once, kept while the
 * host renders it, and given back when it no longer does or leaves the page.
 */
export class MountPoints implements ReactiveController {
  readonly #points = new Map<string, Point>();
  readonly #asked = new Set<string>();

  constructor(host: ClerkElement) {
    host.addController(this);
  }

  /**
   * The node for `key`, to be put into the template. A wrapper may hand over new functions with every change of its
   * props: only the key decides whether something has to be mounted.
   */
  node(key: string, mount: (node: HTMLElement) => void, unmount?: (node: HTMLElement) => void): HTMLElement {
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
