import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { native, page } from '../../client/platform/native.ts';

export interface PopoverOptions {
  trigger(): HTMLElement | null;
  panel(): HTMLElement | null;
  /** Positions the open panel, until the returned function is called. */
  place?(trigger: HTMLElement, panel: HTMLElement): () => void;
  /** Called once the panel is open and rendered. */
  opened?(panel: HTMLElement): void;
}

type PopoverHost = ReactiveControllerHost & Pick<Node, 'getRootNode'>;

const NATIVE = !!globalThis.HTMLElement && 'popover' in HTMLElement.prototype;

/**
 * A panel in the top layer that a button opens. Escape and a press outside close it, and the focus returns to the button.
 * Browsers without popovers get the same through listeners. The host renders the panel's content while it is `open`.
 */
export class PopoverController implements ReactiveController {
  readonly #host: PopoverHost;
  readonly #options: PopoverOptions;
  open = false;
  #unplace: (() => void) | undefined;

  constructor(host: PopoverHost, options: PopoverOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  show(): void {
    const panel = this.#options.panel();
    if (this.open || !panel) return;
    if (NATIVE) panel.showPopover();
    else this.#toggled(true);
  }

  hide(): void {
    if (!this.open) return;
    if (NATIVE) this.#options.panel()?.hidePopover();
    else this.#toggled(false);
  }

  /** Listener for the panel's `beforetoggle`, which comes before the paint, and `toggle`, when it can be focused. */
  readonly onToggle = (event: Event): void => {
    const open = (event as ToggleEvent).newState === 'open';
    if (event.type === 'beforetoggle') this.#toggled(open);
    else if (open && this.open) this.#shown();
  };

  /** Listener for the trigger's `click`. Where there are popovers, its `popovertarget` opens the panel. */
  readonly onClick = (): void => {
    if (!NATIVE) this.#toggled(!this.open);
  };

  hostUpdated(): void {
    // A panel that is removed from the page closes without an event.
    if (this.open && !this.#options.panel()) this.hostDisconnected();
  }

  hostDisconnected(): void {
    this.#release();
    this.open = false;
  }

  #toggled(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    this.#host.requestUpdate();
    this.#release();
    if (open) void this.#opened();
    else this.#returnFocus();
  }

  async #opened(): Promise<void> {
    await this.#host.updateComplete;
    const trigger = this.#options.trigger();
    const panel = this.#options.panel();
    if (!this.open || !trigger || !panel) return;
    this.#unplace = this.#options.place?.(trigger, panel);
    if (NATIVE) return;
    // In the capture phase: the modal dialog stops these events from bubbling.
    addEventListener('pointerdown', this.#pressed, true);
    addEventListener('keydown', this.#typed, true);
    this.#shown();
  }

  #shown(): void {
    const panel = this.#options.panel();
    if (panel) this.#options.opened?.(panel);
  }

  /** Browsers return the focus themselves if a click focuses a button; in Safari it does not. */
  #returnFocus(): void {
    const panel = this.#options.panel();
    const { activeElement } = native(this.#host.getRootNode() as Document | ShadowRoot);
    if (!activeElement || activeElement === page.body || panel?.contains(activeElement)) {
      this.#options.trigger()?.focus({ preventScroll: true });
    }
  }

  #release(): void {
    this.#unplace?.();
    this.#unplace = undefined;
    removeEventListener('pointerdown', this.#pressed, true);
    removeEventListener('keydown', this.#typed, true);
  }

  #pressed = (event: Event): void => {
    const path = event.composedPath();
    const { trigger, panel } = this.#options;
    if (![trigger(), panel()].some((node) => node && path.includes(node))) this.#toggled(false);
  };

  #typed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#toggled(false);
  };
}
