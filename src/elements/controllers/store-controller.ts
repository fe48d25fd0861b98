import type { ReactiveController } from 'lit';
import type { ClerkElement } from '../base/clerk-element.ts';
import type { ClerkInstance } from '../../client/types.ts';

/**
 * Follows a slice of the instance's state and renders the host when it changes. Entries of the slice are compared by
 * reference, so a slice should list snapshots rather than build new objects.
 */
export class StoreController<Slice extends readonly unknown[]> implements ReactiveController {
  readonly #host: ClerkElement;
  readonly #select: (clerk: ClerkInstance) => Slice;
  #clerk: ClerkInstance | undefined;
  #value: Slice | undefined;
  #unlisten: (() => void) | undefined;

  /** @param select lists what the host renders from */
  constructor(host: ClerkElement, select: (clerk: ClerkInstance) => Slice) {
    this.#host = host;
    this.#select = select;
    host.addController(this);
  }

  /** The slice as last seen; undefined until there is an instance. */
  get value(): Slice | undefined {
    return this.#value;
  }

  hostConnected(): void {
    this.#follow(this.#host.clerk);
    // Much may have changed while the host was out of the page.
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
    // The environment may arrive with a change of status alone, before there is a client to speak of.
    clerk.on('status', this.#changed);
    const unlisten = clerk.addListener(this.#changed, { skipInitialEmit: true });
    this.#unlisten = () => {
      unlisten();
      clerk.off('status', this.#changed);
    };
  }

  #changed = (): void => {
    if (!this.#clerk) return;
    const before = this.#value;
    this.#value = this.#select(this.#clerk);
    if (this.#value.some((entry, index) => !Object.is(entry, before?.[index]))) this.#host.requestUpdate();
  };
}

/** Follows what every element with a flow renders from. */
export function followFlow(host: ClerkElement): StoreController<readonly unknown[]> {
  return new StoreController(host, (clerk) => [
    clerk.__internal_environment,
    clerk.client,
    clerk.status,
    clerk.__internal_getOption('localization'),
    clerk.__internal_getOption('appearance'),
  ]);
}
