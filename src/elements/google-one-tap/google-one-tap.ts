import { address } from '../../client/platform/address.ts';
import type { ClerkInstance, HandleRedirectCallbackParams } from '../../client/types.ts';
import { ClerkErrorEvent } from '../base/error-event.ts';
import { declareOptions, readOptions } from '../base/own-options.ts';
import { PlainElement } from '../base/plain-element.ts';
import { explain, explainMoment } from './explain.ts';
import { type GoogleIdentity, loadGoogleIdentity } from './google-identity.ts';

const OPTIONS = {
  cancelOnTapOutside: 'text',
  itpSupport: 'text',
  fedCmSupport: 'text',
  signInForceRedirectUrl: 'text',
  signUpForceRedirectUrl: 'text',
} as const;

/**
 * Lets Google offer the visitor's accounts at Google, over the page. One click signs in, or creates an account. The
 * element itself renders nothing. It loads Google's script only when nobody is signed in and the instance has One Tap.
 *
 * Visitors who are not offered anything notice nothing: those without an account at Google, those who closed the offer
 * lately, and those whose browser blocks Google's script. The console tells the reason.
 *
 * @summary Google One Tap.
 * @tag clerk-google-one-tap
 *
 * @attr {'true'|'false'} [cancel-on-tap-outside=true] - Close the offer when the visitor presses elsewhere.
 * @attr {'true'|'false'} [itp-support=true] - Offer it in browsers with Intelligent Tracking Prevention as well.
 * @attr {'true'|'false'} [fed-cm-support=true] - Let the browser show the offer (FedCM), where it can.
 * @attr {string} sign-in-force-redirect-url - Where to go after signing in; this page by default.
 * @attr {string} sign-up-force-redirect-url - Where to go after signing up; this page by default.
 *
 * @fires {ClerkCompleteEvent} clerk-complete - The user is signed in and the session active. Cancel the event to stay on
 *   the page.
 * @fires {ClerkErrorEvent} clerk-error - The server refused the account. Nothing on the page has changed. Cancel the event
 *   to keep the reason off the console.
 *
 * @example
 * <clerk-google-one-tap></clerk-google-one-tap>
 */
export class ClerkGoogleOneTap extends PlainElement {
  static {
    declareOptions(this, OPTIONS);
  }

  /** Close the offer when the visitor presses elsewhere; default true. */
  declare cancelOnTapOutside: boolean | 'true' | 'false' | undefined;
  /** Offer it in browsers with Intelligent Tracking Prevention as well; default true. */
  declare itpSupport: boolean | 'true' | 'false' | undefined;
  /** Let the browser show the offer (FedCM), where it can; default true. */
  declare fedCmSupport: boolean | 'true' | 'false' | undefined;
  /** Where to go after signing in; this page by default. */
  declare signInForceRedirectUrl: string | null | undefined;
  /** Where to go after signing up; this page by default. */
  declare signUpForceRedirectUrl: string | null | undefined;

  #unlisten: (() => void) | undefined;
  /** Google's library, while it offers something for this element. */
  #google: GoogleIdentity | undefined;
  /** The element has begun to offer. It does so once: Google shows the same offer only after a pause. */
  #begun = false;

  disconnectedCallback(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
    this.#cancel();
    this.#begun = false;
  }

  protected override follow(clerk: ClerkInstance | undefined): void {
    this.disconnectedCallback();
    if (!clerk) return;
    const changed = (): void => {
      const { client, session, __internal_environment: environment } = clerk;
      if (session) this.#cancel();
      if (!client || session !== null || !environment || this.#begun) return;
      this.#begun = true;
      const clientId = environment.display_config.google_one_tap_client_id;
      if (clientId) void this.#offer(clerk, clientId, !!environment.display_config.google_one_tap_nonce);
      else explain('off', 'shows nothing: the instance does not have it (googleOneTap.enabled of the server).');
    };
    this.#unlisten = clerk.__internal_subscribe(changed);
    changed();
    // The instance reports the reason on the console and in its status.
    void clerk.__internal_ensureLoaded().catch(() => {});
  }

  async #offer(clerk: ClerkInstance, clientId: string, takesNonce: boolean): Promise<void> {
    let google: GoogleIdentity;
    try {
      google = await loadGoogleIdentity();
    } catch (error) {
      const { message } = error as Error;
      return explain(
        'script',
        `is not shown: Google's script did not load (${message}). A browser extension may block it. A Content-Security-Policy needs https://accounts.google.com/gsi/ in script-src, connect-src, frame-src and style-src, and the Trusted Types policy clerk-google.`,
      );
    }
    const nonce = takesNonce ? await createNonce() : undefined;
    // The visitor may have signed in, or left, in the meantime.
    if (!this.#begun || !this.isConnected || clerk.session) return;
    this.#google = google;
    google.initialize({
      client_id: clientId,
      callback: ({ credential }) => void this.#signIn(clerk, credential, nonce?.text),
      ...(nonce && { nonce: nonce.hash }),
      auto_select: false,
      itp_support: this.#isOn('itpSupport'),
      cancel_on_tap_outside: this.#isOn('cancelOnTapOutside'),
      use_fedcm_for_prompt: this.#isOn('fedCmSupport'),
    });
    google.prompt(explainMoment);
  }

  async #signIn(clerk: ClerkInstance, token: string, nonce: string | undefined): Promise<void> {
    const here = address.href;
    let fireComplete: ((element: HTMLElement, sessionId: string) => boolean) | undefined;
    // Forms have it, and most pages with this element have none. It is here before the server has answered twice.
    const loading = import('../base/fire-complete.ts').then(
      (module) => (fireComplete = module.fireComplete),
      () => {}, // The page goes on without the event.
    );
    const params: HandleRedirectCallbackParams = {
      signInForceRedirectUrl: this.#text('signInForceRedirectUrl'),
      signInFallbackRedirectUrl: here,
      signUpForceRedirectUrl: this.#text('signUpForceRedirectUrl'),
      signUpFallbackRedirectUrl: here,
      // The form that asks for what is missing leads back here, too.
      signInUrl: clerk.buildSignInUrl({ redirectUrl: here }),
      signUpUrl: clerk.buildSignUpUrl({ redirectUrl: here }),
      __internal_completed: (sessionId) => fireComplete?.(this, sessionId) ?? true,
    };
    try {
      const attempt = await clerk.authenticateWithGoogleOneTap({ token, ...(nonce && { nonce }) });
      await loading;
      if (attempt) await clerk.handleGoogleOneTapCallback(attempt, params);
    } catch (error) {
      const failed = new ClerkErrorEvent(error);
      if (this.dispatchEvent(failed)) {
        console.error('clerk-widgets: <clerk-google-one-tap> could not sign in.', error);
      }
    }
  }

  #cancel(): void {
    this.#google?.cancel();
    this.#google = undefined;
  }

  #text(name: 'signInForceRedirectUrl' | 'signUpForceRedirectUrl'): string | undefined {
    return readOptions(this, OPTIONS)[name] as string | undefined;
  }

  #isOn(name: 'cancelOnTapOutside' | 'itpSupport' | 'fedCmSupport'): boolean {
    return String(readOptions(this, OPTIONS)[name]) !== 'false';
  }
}

/** Creates a text that only this page knows, and its hash, which Google puts into the token. */
async function createNonce(): Promise<{ text: string; hash: string } | undefined> {
  // Browsers have it on secure pages only, and Google works on no others.
  if (!globalThis.crypto?.subtle) return undefined;
  const text = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return { text, hash: base64url(new Uint8Array(hash)) };
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-google-one-tap': ClerkGoogleOneTap;
  }
}
