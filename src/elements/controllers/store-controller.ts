import type { ReactiveController } from 'lit';
import type { ClerkElement } from '../base/clerk-element.ts';
import type { ClerkInstance } from '../../client/types.ts';

/**
 * Renders the host when a slice of the instance's state changes. Entries of the slice are compared by reference, so a
 * slice lists snapshots and builds no new objects.
 */
export class StoreController<Slice extends readonly unknown[]> implements ReactiveController {
  readonly #host: ClerkElement;
  readonly #select: (clerk: ClerkInstance) => Slice;
  #clerk: ClerkInstance | undefined;
  #value: Slice | undefined;
  #unlisten: (() => void) | undefined;

  /** @param select returns the slice that the host renders from */
  constructor(host: ClerkElement, select: (clerk: ClerkInstance) => Slice) {
    this.#host = host;
    this.#select = select;
    host.addController(this);
  }

  /** The last slice; undefined until there is an instance. */
  get value(): Slice | undefined {
    return this.#value;
  }

  hostConnected(): void {
    this.#follow(this.#host.clerk);
    // The state may have changed while the host was disconnected.
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.#clerk !== this.#host.clerk && this.#host.isConnected) this.#follow(this.#host.clerk);
  }

  hostDisconnected(): void {
    this.#unlisten?.();
    this.#unlisten = this.#clerk = undefined;
  }

  #follow(clerk: ClerkInstance | undefined): void {
    this.hostDisconnected();
    if (!clerk) return;
    this.#clerk = clerk;
    this.#value = this.#select(clerk);
    this.#unlisten = clerk.__internal_subscribe(this.#changed);
  }

  #changed = (): void => {
    if (!this.#clerk) return;
    const before = this.#value;
    this.#value = this.#select(this.#clerk);
    if (this.#value.some((entry, index) => !Object.is(entry, before?.[index]))) this.#host.requestUpdate();
  };
}
