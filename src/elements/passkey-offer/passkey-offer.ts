import { html, nothing, type TemplateResult } from 'lit';
import { type ClerkAPIError, ClerkRuntimeError, firstError, isClerkRuntimeError } from '../../client/errors.ts';
import { page } from '../../client/platform/native.ts';
import type { Clock } from '../../client/platform/platform.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { passkeyOffer } from '../../localization/en-us/passkey-offer.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { icon, outline } from '../parts/icon.ts';
import { primaryButton } from '../parts/primary-button.ts';
import base from '../styles/base.css';
import button from '../styles/button.css';
import { isInFront } from './is-in-front.ts';
import sheet from './passkey-offer.css';

const KEY = 'M4.75 11.25a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5ZM8 8h6.75v3M11.5 8v2.25';
const CHECK = 'm3.5 8.5 3 3 6-7';
/** Milliseconds in sight after which the user counts as asked. A page that only redirects does not use the offer up. */
const SEEN_MS = 5_000;
/** Milliseconds that the success stays. */
const DONE_MS = 4_000;

/** Failures after which another try makes no sense. */
const HOPELESS = {
  passkey_not_supported: 'notSupported',
  passkey_invalid_rpID_or_domain: 'notSupported',
  passkey_already_exists: 'exists',
} as const;
/** What is shown as the reason, in place of the text of an error. */
type Reason = keyof typeof passkeyOffer.passkeyOffer;
type Problem = ClerkAPIError | Reason | undefined;
type State = 'offered' | 'pending' | 'done';

/** The user closed the browser's dialog. */
const CANCELLED = /^(passkey_(registration_cancelled|operation_aborted)|reverification_cancelled)$/;

/**
 * Offers a passkey to a user who has signed in with a password. You do not place it: it appears by itself on the page
 * that follows, in the corner, once for each user in a browser. It is the last thing on the page, so that Tab reaches
 * it at the end; it is a landmark, and a status says politely that it is there. Escape closes it when the focus is
 * inside. `passkeys.offerAfterSignIn` of the server, and the option `offerPasskey` of the page turn it off.
 *
 * @summary Note that offers a passkey.
 * @tag clerk-passkey-offer
 */
export class ClerkPasskeyOffer extends ClerkElement {
  /** @internal */
  static override readonly component = 'passkeyOffer';
  /** @internal */
  static override readonly sheets = [base, button, sheet];
  /** @internal */
  static override readonly texts = [passkeyOffer];

  /** @internal */
  userId = '';
  /** @internal Called when the user was asked: has seen the note for a while, or has answered. May be called again. */
  asked: (() => void) | undefined;
  /** @internal Called when the note is gone. */
  closed: (() => void) | undefined;
  /** @internal Tests replace it. */
  clock: Pick<Clock, 'setTimeout' | 'clearTimeout'> = {
    setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
    clearTimeout: (timer) => clearTimeout(timer as number),
  };

  #state: State = 'offered';
  #problem: Problem;
  /** What had the focus before it went into the note. */
  #before: Element | null = null;
  #timer: unknown;
  #store = new StoreController(this, (clerk) => [clerk.user?.id]);

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#pressed);
    this.addEventListener('focusin', this.#entered);
    page.addEventListener('visibilitychange', this.#seeLater);
    this.#seeLater();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    page.removeEventListener('visibilitychange', this.#seeLater);
    this.clock.clearTimeout(this.#timer);
    this.closed?.();
  }

  protected override render(): TemplateResult {
    const isDone = this.#state === 'done';
    const isHopeless = this.#problem === 'notSupported' || this.#problem === 'exists';
    const titleId = `${this.uid}-title`;
    return html`<section class=${this.cl('passkeyOffer', undefined, isDone && 'done')} aria-labelledby=${titleId} tabindex="-1">
        <span class="cl-passkeyOfferIcon">${outline(isDone ? CHECK : KEY)}</span>
        <h2 class=${this.cl('passkeyOfferTitle')} id=${titleId} .textContent=${this.t(`passkeyOffer.${isDone ? 'doneTitle' : 'title'}`)}></h2>
        <p class=${this.cl('passkeyOfferText')} .textContent=${this.t(`passkeyOffer.${isDone ? 'doneText' : 'text'}`)}></p>
        ${this.#drawProblem()}
        ${isDone ? nothing : this.#drawButtons(isHopeless)}
      </section>
      <p class="cl-liveRegion" role="status"></p>`;
  }

  protected override firstUpdated(): void {
    const box = this.renderRoot;
    // The top layer is for pages that would cover the note, or move it, such as by a transform of the body.
    if (!isInFront(box)) {
      box.popover = 'manual';
      box.showPopover();
    }
    // A status is announced when it changes, not when it appears.
    requestAnimationFrame(() => this.#say(`${this.t('passkeyOffer.title')}. ${this.t('passkeyOffer.whereStatus')}`));
  }

  protected override updated(): void {
    // The user has signed out, or another account is shown.
    if (this.#store.value && this.clerk?.user !== undefined && this.clerk?.user?.id !== this.userId) this.remove();
  }

  #drawButtons(isHopeless: boolean): TemplateResult {
    const isPending = this.#state === 'pending';
    return html`<form class="cl-passkeyOfferButtons" method="dialog" @submit=${this.#add}>
      ${isHopeless ? nothing : primaryButton(this, this.t('passkeyOffer.formButtonPrimary'), isPending)}
      <button
        type="button"
        class=${this.cl('formButtonReset')}
        @click=${() => this.#dismiss()}
        .textContent=${this.t(isHopeless ? 'passkeyOffer.closeButton' : 'passkeyOffer.formButtonReset')}
      ></button>
    </form>`;
  }

  #drawProblem(): TemplateResult | typeof nothing {
    const problem = this.#problem;
    if (!problem) return nothing;
    const text = typeof problem === 'string' ? this.t(`passkeyOffer.${problem}`) : this.errorText(problem);
    return html`<p class=${this.cl('formFieldErrorText')} role="alert">${icon('alert')}<span .textContent=${text}></span></p>`;
  }

  #add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { clerk } = this;
    const user = clerk?.user;
    if (!clerk || user?.id !== this.userId || this.#state !== 'offered') return;
    void this.#set('pending', undefined);
    this.asked?.();
    try {
      await user.createPasskey().catch(async (error: unknown) => {
        if (firstError(error)?.code !== 'session_reverification_required') throw error;
        await reverify(clerk);
        // Meanwhile the page may show another account.
        if (this.isConnected) await user.createPasskey();
      });
    } catch (error) {
      await this.#set('offered', problemOf(error));
      return;
    }
    await this.#set('done', undefined);
    this.#say(`${this.t('passkeyOffer.doneTitle')}. ${this.t('passkeyOffer.doneText')}`);
    this.#after(DONE_MS, () => this.#dismiss());
  };

  /** The focus stays in the note when the button that had it disappears. */
  async #set(state: State, problem: Problem): Promise<void> {
    const hadFocus = this.contains(page.activeElement);
    this.#state = state;
    this.#problem = problem;
    this.requestUpdate();
    await this.updateComplete;
    if (!hadFocus || this.contains(page.activeElement)) return;
    this.renderRoot.querySelector<HTMLElement>(state === 'done' ? '.cl-passkeyOffer' : 'button')?.focus();
  }

  /** Closes the note, and gives the focus back to where it was. */
  #dismiss(): void {
    this.asked?.();
    const hadFocus = this.contains(page.activeElement);
    this.remove();
    if (hadFocus && this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
  }

  #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || this.#state === 'pending') return;
    // A dialog of the page that listens as well stays open.
    event.preventDefault();
    event.stopPropagation();
    this.#dismiss();
  };

  #entered = ({ relatedTarget }: FocusEvent): void => {
    if (!this.contains(relatedTarget as Node | null)) this.#before = relatedTarget as Element | null;
  };

  /** Counts the time in which the user can see the note. */
  #seeLater = (): void => {
    if (this.#state === 'done') return;
    this.clock.clearTimeout(this.#timer);
    if (page.visibilityState === 'visible') this.#after(SEEN_MS, () => this.asked?.());
  };

  #after(milliseconds: number, callback: () => void): void {
    this.clock.clearTimeout(this.#timer);
    this.#timer = this.clock.setTimeout(callback, milliseconds);
  }

  #say(text: string): void {
    const live = this.renderRoot.querySelector('.cl-liveRegion');
    if (live) live.textContent = text;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-passkey-offer': ClerkPasskeyOffer;
  }
}

/** Asks the user to confirm who they are. A sign-in that is only just over needs none. */
async function reverify(clerk: ClerkInstance): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    void clerk.__internal_openReverification({
      afterVerification: resolve,
      afterVerificationCancelled: () => reject(new ClerkRuntimeError('reverification_cancelled', 'Not confirmed.')),
    });
  });
}

function problemOf(error: unknown): Problem {
  const code = isClerkRuntimeError(error) ? error.code : firstError(error)?.code;
  if (CANCELLED.test(code ?? '')) return 'cancelled';
  return HOPELESS[code as keyof typeof HOPELESS] ?? firstError(error) ?? 'failed';
}
