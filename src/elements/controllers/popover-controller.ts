import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { native, page } from '../../client/platform/native.ts';

export interface PopoverOptions {
  trigger(): HTMLElement | null;
  panel(): HTMLElement | null;
  /** Positions the open panel. @returns a function that stops it */
  place?(trigger: HTMLElement, panel: HTMLElement): () => void;
  /** Called once the panel is open and rendered. */
  opened?(panel: HTMLElement): void;
}

type PopoverHost = ReactiveControllerHost & Pick<Node, 'getRootNode'>;

/** Whether the browser has the popover API. */
const NATIVE = !!globalThis.HTMLElement && 'popover' in HTMLElement.prototype;

/**
 * A panel in the top layer that a button opens. Escape and a press outside close it, and the focus returns to the button.
 * In browsers without the popover API, event listeners do the same. The host renders the panel's content while it is `open`.
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
    else this.#setOpen(true);
  }

  hide(): void {
    if (!this.open) return;
    if (NATIVE) this.#options.panel()?.hidePopover();
    else this.#setOpen(false);
  }

  /** Handles `beforetoggle`, which fires before the paint, and `toggle`, which fires when the panel can take the focus. */
  readonly onToggle = (event: Event): void => {
    const open = (event as ToggleEvent).newState === 'open';
    if (event.type === 'beforetoggle') this.#setOpen(open);
    else if (open && this.open) this.#notifyOpened();
  };

  /**
   * Continues where the page is if this code arrives after the user's first click.
   *
   * @param isWanted whether the user has asked for the panel; only used without the popover API, which knows it itself
   */
  resume(isWanted: boolean): void {
    const opened = NATIVE ? this.#options.panel()?.matches(':popover-open') : isWanted;
    if (!opened) return;
    this.#setOpen(true);
    // Without the popover API, opening does this.
    if (NATIVE) void this.#host.updateComplete.then(() => this.open && this.#notifyOpened());
  }

  /** Handles the trigger's `click`. With the popover API, `popovertarget` opens the panel, and this does nothing. */
  readonly onClick = (): void => {
    if (!NATIVE) this.#setOpen(!this.open);
  };

  hostUpdated(): void {
    // A panel that is removed from the page closes without an event.
    if (this.open && !this.#options.panel()) this.hostDisconnected();
  }

  hostDisconnected(): void {
    this.#release();
    this.open = false;
  }

  #setOpen(open: boolean): void {
    if (open === this.open) return;
    this.open = open;
    this.#host.requestUpdate();
    this.#release();
    if (open) void this.#afterOpen();
    else this.#returnFocus();
  }

  async #afterOpen(): Promise<void> {
    await this.#host.updateComplete;
    const trigger = this.#options.trigger();
    const panel = this.#options.panel();
    if (!this.open || !trigger || !panel) return;
    this.#unplace = this.#options.place?.(trigger, panel);
    if (NATIVE) return;
    // In the capture phase: the modal dialog stops these events from bubbling.
    addEventListener('pointerdown', this.#onPointerDown, true);
    addEventListener('keydown', this.#onKeyDown, true);
    this.#notifyOpened();
  }

  #notifyOpened(): void {
    const panel = this.#options.panel();
    if (panel) this.#options.opened?.(panel);
  }

  /** Safari does not focus a clicked button, so it cannot return the focus. Other browsers return it. */
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
    removeEventListener('pointerdown', this.#onPointerDown, true);
    removeEventListener('keydown', this.#onKeyDown, true);
  }

  #onPointerDown = (event: Event): void => {
    const path = event.composedPath();
    const { trigger, panel } = this.#options;
    if (![trigger(), panel()].some((node) => node && path.includes(node))) this.#setOpen(false);
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#setOpen(false);
  };
}
