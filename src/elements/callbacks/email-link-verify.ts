import type { EmailLinkError } from '../../client/errors.ts';
import type { LinkOutcome } from '../../client/flows/types.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { common } from '../../localization/en-us/common.ts';
import { emailLink } from '../../localization/en-us/email-link.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { fireComplete } from '../base/fire-complete.ts';
import { properties } from '../base/properties.ts';
import { announceScreens } from '../controllers/announce-screens.ts';
import { FormController } from '../controllers/form-controller.ts';
import { frame } from '../parts/frame.ts';
import { linkOutcomeCard } from '../parts/link-outcome-card.ts';
import { formSheets } from '../styles/form-sheets.ts';
import linkSheet from '../styles/link.css';
import widthSheet from '../styles/natural-width.css';

/**
 * The page that emailed links lead to, for applications with pages of their own. In the browser where the user started it
 * goes on; anywhere else it says what became of the link. `<clerk-sign-in>` and `<clerk-sign-up>` need no such page.
 *
 * @summary Page that emailed links lead to.
 * @tag clerk-email-link-verify
 *
 * @attr {string} redirect-url - Where to go when the sign-in or sign-up has another step; default: that step of the form.
 * @attr {string} redirect-url-complete - Where to go when the user is signed in; default from the instance.
 * @attr {string} sign-in-url - Page with the sign-in form, to start again; default from the instance.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 *
 * @fires {ClerkCompleteEvent} clerk-complete - The user is signed in and the session active. Cancel the event to stay on
 *   the page.
 *
 * @example
 * <clerk-email-link-verify redirect-url-complete="/dashboard"></clerk-email-link-verify>
 */
export class ClerkEmailLinkVerify extends ClerkElement {
  static override properties = properties<ClerkEmailLinkVerify>(['redirectUrl', 'redirectUrlComplete', 'signInUrl']);
  /** @internal */
  static override readonly component = 'signIn';
  /** @internal */
  static override readonly sheets = [...formSheets, linkSheet, widthSheet];
  /** @internal */
  static override readonly texts = [common, emailLink];

  /** Where to go when the sign-in or sign-up has another step. */
  declare redirectUrl: string | undefined;
  /** Where to go when the user is signed in. */
  declare redirectUrlComplete: string | undefined;
  /** Page with the sign-in form, to start again. */
  declare signInUrl: string | undefined;

  /** @internal */
  readonly form = new FormController(this);
  #outcome: LinkOutcome = 'loading';
  #begun = false;

  constructor() {
    super();
    announceScreens(this);
  }

  protected override render(): unknown {
    const { clerk } = this;
    if (this.form.errors.global) return frame(this, 'signIn');
    return linkOutcomeCard(
      this,
      'signIn',
      this.#outcome,
      () => void clerk?.navigate(this.signInUrl ?? clerk.buildSignInUrl()),
    );
  }

  protected override updated(): void {
    if (this.clerk && !this.#begun) void this.#goOn(this.clerk);
  }

  async #goOn(clerk: ClerkInstance): Promise<void> {
    this.#begun = true;
    const show = (outcome: LinkOutcome): void => {
      this.#outcome = outcome;
      this.requestUpdate();
    };
    const isDone = await this.form.run('verify', async () => {
      try {
        await clerk.handleEmailLinkVerification({
          ...(this.redirectUrl && { redirectUrl: this.redirectUrl }),
          redirectUrlComplete: this.redirectUrlComplete ?? clerk.buildAfterSignInUrl(),
          onVerifiedOnOtherDevice: () => show('verified'),
          __internal_completed: (sessionId) => fireComplete(this, sessionId),
        });
      } catch (error) {
        // The client may come from another bundle, with a class of its own.
        if ((error as Error).name !== 'EmailLinkError') throw error;
        show((error as EmailLinkError).code);
      }
    });
    if (!isDone) await this.loadErrors();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-email-link-verify': ClerkEmailLinkVerify;
  }
}
