import { keyed } from 'lit/directives/keyed.js';
import type { FlowError } from '../../client/errors.ts';
import type { VerificationLevel } from '../../client/resources/types.ts';
import { code } from '../../localization/en-us/code.ts';
import { reverification } from '../../localization/en-us/reverification.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import type { FormHost } from '../base/form-state.ts';
import { followFlow } from '../controllers/store-controller.ts';
import { focusFirst } from '../controllers/focus.ts';
import { FormController } from '../controllers/form-controller.ts';
import { errorAction } from '../parts/error-action.ts';
import { frame } from '../parts/frame.ts';
import { formSheets } from '../styles/form-sheets.ts';
import { deferredSheets } from '../styles/deferred-sheets.ts';
import type { Factor } from './factors.ts';
import sheet from './user-verification.css';
import { Verification } from './verification.ts';
import { screenOf } from './views/screen-of.ts';

/** Fields of its screens; what is wrong with anything else is shown for the whole form. */
const FIELDS = /^(password|code)$/;

/**
 * Asks a signed-in user to prove again who they are: the first factor, then the second one when it is due. It lives
 * in the dialog that `open-verification.ts` puts up, and has no place of its own on a page.
 */
export class ClerkUserVerification extends ClerkElement implements FormHost {
  static override readonly component = 'userVerification';
  static override readonly sheets = [...formSheets, ...deferredSheets, sheet];
  static override readonly texts = [...ClerkElement.texts, code, reverification];

  /** What is to be proven; the second factor by default, or the first one of a user who has no second. */
  level: VerificationLevel | undefined;
  /** Called once, when it is proven. */
  verified: (() => void) | undefined;
  /** Shown instead of the factor. */
  choosing: 'another' | 'help' | null = null;

  override readonly errorAction = errorAction;
  readonly form = new FormController(this);
  #verification: Verification | undefined;
  #moved = false;

  constructor() {
    super();
    followFlow(this);
  }

  /** Shows the list of other methods or help, or leaves them. */
  choose(choosing: ClerkUserVerification['choosing']): void {
    this.#verification?.stop();
    this.form.reset();
    this.choosing = choosing;
    this.#arrive();
  }

  begin(): Promise<void> {
    return this.#run('begin', (verification) => verification.begin());
  }

  take(factor: Factor): Promise<void> {
    return this.#run('choose', async (verification) => {
      await verification.choose(factor).finally(() => {
        this.choosing = null;
      });
    });
  }

  resend(): Promise<void> {
    return this.#run('resend', (verification) => verification.send());
  }

  /** Proves the factor with what was typed. */
  prove(typed: { password: string } | { code: string }): Promise<void> {
    return this.#run('code' in typed ? 'code' : 'password', (verification) => verification.prove(typed));
  }

  /** Proves the factor with something that has a dialog of its own. */
  ask(): Promise<void> {
    return this.#run('method', (verification) => verification.ask());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#verification?.stop();
  }

  protected override willUpdate(): void {
    const session = this.clerk?.session;
    if (this.#verification || !session || !this.environment) return;
    this.#verification = new Verification(session, this.level ?? 'second_factor', () => this.environment);
    void this.begin();
  }

  protected override render(): unknown {
    const verification = this.#verification;
    if (!verification || (!verification.isBegun && this.form.pending)) return frame(this, 'userVerification');
    // Two codes one after the other are two fields.
    const key = [this.choosing, verification.isSecond, JSON.stringify(verification.factor)].join();
    return keyed(key, screenOf(this, verification));
  }

  protected override updated(): void {
    const isDrawn = this.renderRoot.querySelector('[data-step]');
    if (!this.#moved || !isDrawn) return;
    this.#moved = false;
    focusFirst(this.renderRoot);
    const live = this.renderRoot.querySelector('.cl-liveRegion');
    if (live) live.textContent = this.renderRoot.querySelector('.cl-headerTitle')?.textContent ?? '';
  }

  async #run(name: string, step: (verification: Verification) => Promise<void>): Promise<void> {
    const verification = this.#verification;
    if (!verification || this.form.pending) return;
    const { factor, isSecond } = verification;
    const isListed = this.choosing;
    await this.form.run(name, () => step(verification));
    if (!this.isConnected) return;
    if (verification.isOver) return this.verified?.();
    this.#gather();
    if (factor === verification.factor && isSecond === verification.isSecond && isListed === this.choosing) return;
    this.#arrive();
  }

  #gather(): void {
    const entries = Object.entries(this.form.errors.fields);
    const other: FlowError | undefined = entries.find(([field]) => !FIELDS.test(field))?.[1];
    if (other) this.form.errors = { fields: {}, global: other };
  }

  #arrive(): void {
    this.#moved = true;
    this.requestUpdate();
  }
}
