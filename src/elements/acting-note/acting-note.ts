import { html, nothing, type TemplateResult } from 'lit';
import { page } from '../../client/platform/native.ts';
import type { SessionResource } from '../../client/resources/types/session.ts';
import { actingNote } from '../../localization/en-us/acting-note.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { icon, outline } from '../parts/icon.ts';
import base from '../styles/base.css';
import sheet from './acting-note.css';

const UP = 'M8 12.75v-9.5M3.75 7.5 8 3.25l4.25 4.25';
const DOWN = 'M8 3.25v9.5M3.75 8.5 8 12.75l4.25-4.25';

/**
 * Says that somebody else acts as the user, and who. You do not place it: it appears by itself on every page whose
 * session was made from an actor token, in the corner, above everything else, until the session is over or the tab shows
 * another one. Its button signs out of this session alone. It cannot be closed; another button moves it to the top of
 * the window and back, so that it hides nothing. It is a landmark and the last thing on the page, takes no focus, and a
 * status says politely that it is there.
 *
 * @summary Note that somebody acts as the user.
 * @tag clerk-acting-note
 */
export class ClerkActingNote extends ClerkElement {
  /** @internal */
  static override readonly component = 'impersonationFab';
  /** @internal */
  static override readonly sheets = [base, sheet];
  /** @internal */
  static override readonly texts = [actingNote];

  /** @internal */
  session: SessionResource | undefined;
  /** @internal Called when the note is gone. */
  closed: (() => void) | undefined;

  #state: 'shown' | 'pending' | 'failed' = 'shown';
  #store = new StoreController(this, (clerk) => [clerk.session]);

  override connectedCallback(): void {
    super.connectedCallback();
    page.addEventListener('toggle', this.#raise, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    page.removeEventListener('toggle', this.#raise, true);
    this.closed?.();
  }

  protected override render(): TemplateResult {
    const isPending = this.#state === 'pending';
    const titleId = `${this.uid}-title`;
    const isAtTop = this.dataset['at'] === 'top';
    const move = this.t(`impersonationFab.action__move${isAtTop ? 'Down' : 'Up'}`);
    return html`<section class=${this.cl('impersonationFab')} aria-labelledby=${titleId}>
        <span class=${this.cl('impersonationFabIconContainer')}>
          <span class=${this.cl('impersonationFabIcon')}>${icon('eye')}</span>
        </span>
        <div class="cl-impersonationFabTexts">
          <p class=${this.cl('impersonationFabTitle')} id=${titleId} .textContent=${this.#title()}></p>
          <p class=${this.cl('impersonationFabText')} .textContent=${this.#text()}></p>
        </div>
        <button
          type="button"
          class=${this.cl('impersonationFabMoveButton')}
          aria-label=${move}
          title=${move}
          @click=${this.#move}
        >
          ${outline(isAtTop ? DOWN : UP)}
        </button>
        <button
          type="button"
          class=${this.cl('impersonationFabActionLink', undefined, isPending && 'loading')}
          aria-busy=${isPending ? 'true' : nothing}
          @click=${this.#signOut}
          .textContent=${this.t('impersonationFab.action__signOut')}
        ></button>
        ${
          this.#state === 'failed'
            ? html`<p class=${this.cl('formFieldErrorText')} role="alert">
                ${icon('alert')}<span .textContent=${this.t('impersonationFab.failed')}></span>
              </p>`
            : nothing
        }
      </section>
      <p class="cl-liveRegion" role="status"></p>`;
  }

  protected override firstUpdated(): void {
    this.#raise();
    // A status is announced when it changes, not when it appears.
    requestAnimationFrame(() => {
      const live = this.renderRoot.querySelector('.cl-liveRegion');
      if (live) live.textContent = `${this.#title()}. ${this.#text()}`;
    });
  }

  protected override updated(): void {
    const session = this.#store.value && this.clerk?.session;
    // In transition, the tab may come back to it.
    if (session === undefined) return;
    if (session?.id === this.session?.id && session?.actor) this.session = session;
    else this.remove();
  }

  #title(): string {
    const { identifier, userId } = this.session?.publicUserData ?? {};
    return this.t('impersonationFab.title', { identifier: identifier || userId });
  }

  #text(): string {
    const { name, sub } = this.session?.actor ?? {};
    return this.t('impersonationFab.text', { actor: name || sub });
  }

  /** Puts the note into the top layer, above every dialog that is open. */
  #raise = (event?: Event): void => {
    const { target, newState } = (event ?? {}) as Partial<ToggleEvent>;
    if (event && !(newState === 'open' && target instanceof HTMLDialogElement)) return;
    const box = this.renderRoot;
    // Browsers without popovers have the note above what is in the page.
    if (!box.showPopover) return;
    if (event) box.hidePopover();
    box.popover = 'manual';
    box.showPopover();
  };

  #move = (): void => {
    if (this.dataset['at']) delete this.dataset['at'];
    else this.dataset['at'] = 'top';
    this.requestUpdate();
  };

  #signOut = async (): Promise<void> => {
    if (this.#state === 'pending') return;
    this.#set('pending');
    try {
      await this.clerk?.signOut({ sessionId: this.session?.id ?? '' });
      this.#set('shown');
    } catch {
      this.#set('failed');
    }
  };

  #set(state: 'shown' | 'pending' | 'failed'): void {
    this.#state = state;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-acting-note': ClerkActingNote;
  }
}
