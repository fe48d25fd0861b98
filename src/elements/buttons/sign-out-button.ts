import type { ClerkInstance } from '../../client/types.ts';
import { declareOptions, type OptionKinds } from '../base/own-options.ts';
import { PageButton } from './page-button.ts';

const OPTIONS = { redirectUrl: 'text', sessionId: 'text' } as const satisfies OptionKinds;

/**
 * A button that signs out: of all accounts of this browser, or of one. Put your own button or link inside, or a text;
 * empty, it shows a button of its own.
 *
 * @summary Button to sign out.
 * @tag clerk-sign-out-button
 *
 * @attr {string} redirect-url - Where to go then; default from the instance.
 * @attr {string} session-id - Id of the session to end; all sessions of this browser by default.
 *
 * @slot - The button, a link, or a text that becomes one.
 *
 * @fires {ClerkErrorEvent} clerk-error - The session could not be ended. Cancel the event to show the reason yourself.
 *
 * @example
 * <clerk-sign-out-button redirect-url="/bye"><button>Log out</button></clerk-sign-out-button>
 */
export class ClerkSignOutButton extends PageButton {
  /** @internal */
  static override readonly options = OPTIONS;
  static {
    declareOptions(this, OPTIONS);
  }

  /** Where to go then; default from the instance. */
  declare redirectUrl: string | undefined;
  /** Id of the session to end; all sessions of this browser by default. */
  declare sessionId: string | undefined;

  protected override look() {
    return { className: 'cl-signOutButton', text: 'userButton.action__signOut' };
  }

  protected override async act(clerk: ClerkInstance, options: Record<string, unknown>): Promise<void> {
    await clerk.__internal_ensureLoaded();
    await clerk.signOut(options);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-sign-out-button': ClerkSignOutButton;
  }
}
