import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import {
  createReverificationFlow,
  type ReverificationFactorStep,
  type ReverificationStep,
} from '../../client/flows/reverification/reverification-flow.ts';
import { steadyNow } from '../../client/platform/steady-now.ts';
import type { VerificationLevel } from '../../client/resources/types/session.ts';
import { common } from '../../localization/en-us/common.ts';
import { code } from '../../localization/en-us/code.ts';
import { reverification } from '../../localization/en-us/reverification.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { focusFirst } from '../controllers/focus.ts';
import { followFlow } from '../controllers/follow-flow.ts';
import { watchCapsLock } from '../controllers/caps-lock.ts';
import { errorAction } from '../parts/error-action.ts';
import { frame } from '../parts/frame.ts';
import { deferredSheets } from '../styles/deferred-sheets.ts';
import { formSheets } from '../styles/form-sheets.ts';
import sheet from './user-verification.css';
import { VerificationForm } from './verification-form.ts';
import type { VerificationHost } from './verification-host.ts';
import { screenOf } from './views/screen-of.ts';

/**
 * Asks a signed-in user to confirm again who they are. It lives in the dialog that `open-verification.ts` opens, and
 * has no place of its own on a page.
 */
export class ClerkUserVerification extends ClerkElement implements VerificationHost {
  static override readonly component = 'userVerification';
  static override readonly sheets = [...formSheets, ...deferredSheets, sheet];
  static override readonly texts = [common, code, reverification];

  /** What to confirm: the second factor by default, or the first one of a user who has no second. */
  level: VerificationLevel | undefined;
  /** Called once, when the user has confirmed it. */
  verified: (() => void) | undefined;
  choosing: VerificationHost['choosing'] = null;

  override readonly errorAction = errorAction;
  readonly form = new VerificationForm(this, (step) => this.#stepChanged(step));
  #isStarted = false;
  /** The step that asked for a factor last. */
  #shown: ReverificationFactorStep | undefined;
  /** The focus belongs to the screen that is drawn next. */
  #moved = false;

  constructor() {
    super();
    followFlow(this);
  }

  choose(choosing: VerificationHost['choosing']): void {
    this.form.leave();
    this.choosing = choosing;
    this.#moved = true;
  }

  protected override firstUpdated(): void {
    watchCapsLock(this);
  }

  protected override willUpdate(): void {
    const session = this.clerk?.session;
    if (this.#isStarted || !session || !this.environment) return;
    this.#isStarted = true;
    const context = { clock: { now: steadyNow }, session, environment: () => this.environment };
    this.form.start(createReverificationFlow(context, this.level ?? 'second_factor'));
  }

  protected override render(): unknown {
    const { step } = this.form;
    if (!step || step.name === 'loading' || step.name === 'complete') return frame(this, 'userVerification');
    // Two codes one after the other are two fields.
    const key = `${this.choosing} ${step.name} ${'factor' in step && JSON.stringify(step.factor)}`;
    // A status is announced when it changes, not when it appears with its card.
    return html`<p class="cl-liveRegion" role="status"></p>${keyed(key, screenOf(this, step))}`;
  }

  protected override updated(): void {
    const isDrawn = this.renderRoot.querySelector('[data-step]');
    if (!this.#moved || !isDrawn) return;
    this.#moved = false;
    focusFirst(this.renderRoot);
    const live = this.renderRoot.querySelector('.cl-liveRegion');
    if (live) live.textContent = this.renderRoot.querySelector('.cl-headerTitle')?.textContent ?? '';
  }

  #stepChanged(step: ReverificationStep): void {
    if (!this.isConnected) return;
    if (step.name === 'complete') return this.verified?.();
    if (!('factor' in step)) return;
    const isShown = step.name === this.#shown?.name && step.factor === this.#shown.factor;
    this.#shown = step;
    if (isShown) return;
    this.choosing = null;
    this.#moved = true;
  }
}
