import { html } from 'lit';
import type { ClerkInstance, HandleRedirectCallbackParams } from '../../client/types.ts';
import { callbacks } from '../../localization/en-us/callbacks.ts';
import { common } from '../../localization/en-us/common.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import type { FormHost } from '../base/form-state.ts';
import { fireComplete } from '../base/fire-complete.ts';
import { properties } from '../base/properties.ts';
import { announceScreens } from '../controllers/announce-screens.ts';
import { FormController } from '../controllers/form-controller.ts';
import { card } from '../parts/card.ts';
import type { DeferredView } from '../parts/deferred.ts';
import { form } from '../parts/form.ts';
import { spinner } from '../parts/icon.ts';
import { primaryButton } from '../parts/primary-button.ts';
import { formSheets } from '../styles/form-sheets.ts';
import widthSheet from '../styles/natural-width.css';

const TEXTS = [
  'signInUrl',
  'signUpUrl',
  'firstFactorUrl',
  'secondFactorUrl',
  'resetPasswordUrl',
  'continueSignUpUrl',
  'verifyEmailAddressUrl',
  'verifyPhoneNumberUrl',
  'signInForceRedirectUrl',
  'signInFallbackRedirectUrl',
  'signUpForceRedirectUrl',
  'signUpFallbackRedirectUrl',
] as const satisfies readonly (keyof HandleRedirectCallbackParams)[];

/**
 * The page that a provider leads back to, for applications with pages of their own: Clerk's
 * `AuthenticateWithRedirectCallback`. It signs the user in, goes on to the form that asks for what is missing, or says what
 * went wrong. Without attributes it goes by the pages of the instance. `<clerk-sign-in>` and `<clerk-sign-up>` need no such
 * page.
 *
 * @summary Page that OAuth providers lead back to.
 * @tag clerk-sso-callback
 *
 * @attr {string} sign-in-url - Page with the sign-in form; default from the instance.
 * @attr {string} sign-up-url - Page with the sign-up form; default from the instance.
 * @attr {string} first-factor-url - Page that asks for a first factor; default: the step of the sign-in form.
 * @attr {string} second-factor-url - Page that asks for the second factor; default: the step of the sign-in form.
 * @attr {string} reset-password-url - Page that asks for a new password; default: the step of the sign-in form.
 * @attr {string} continue-sign-up-url - Page that asks for what a new account lacks; default: the step of the sign-up form.
 * @attr {string} verify-email-address-url - Page that verifies the email address; default: the step of the sign-up form.
 * @attr {string} verify-phone-number-url - Page that verifies the phone number; default: the step of the sign-up form.
 * @attr {string} sign-in-force-redirect-url - Where to go after signing in, even if the URL names another page.
 * @attr {string} sign-in-fallback-redirect-url - Where to go after signing in if the URL names no page.
 * @attr {string} sign-up-force-redirect-url - Where to go after signing up, even if the URL names another page.
 * @attr {string} sign-up-fallback-redirect-url - Where to go after signing up if the URL names no page.
 * @attr {'true'|'false'} [transferable=true] - Create an account for a user who has none.
 * @attr {object} unsafe-metadata - Stored with a user who is created here, as JSON.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 *
 * @fires {ClerkCompleteEvent} clerk-complete - The user is signed in and the session active. Cancel the event to stay on
 *   the page.
 *
 * @example
 * <clerk-sso-callback sign-in-url="/sign-in" sign-up-url="/sign-up"></clerk-sso-callback>
 */
export class ClerkSsoCallback extends ClerkElement {
  static override properties = {
    ...properties<ClerkSsoCallback>([...TEXTS, 'transferable']),
    ...properties<ClerkSsoCallback>(['unsafeMetadata'], Object),
  };
  /** @internal */
  static override readonly component = 'signIn';
  /** @internal */
  static override readonly sheets = [...formSheets, widthSheet];
  /** @internal */
  static override readonly texts = [common, callbacks];

  /** Page with the sign-in form; default from the instance. */
  declare signInUrl: string | undefined;
  /** Page with the sign-up form; default from the instance. */
  declare signUpUrl: string | undefined;
  /** Page that asks for a first factor. */
  declare firstFactorUrl: string | undefined;
  /** Page that asks for the second factor. */
  declare secondFactorUrl: string | undefined;
  /** Page that asks for a new password. */
  declare resetPasswordUrl: string | undefined;
  /** Page that asks for what a new account lacks. */
  declare continueSignUpUrl: string | undefined;
  /** Page that verifies the email address. */
  declare verifyEmailAddressUrl: string | undefined;
  /** Page that verifies the phone number. */
  declare verifyPhoneNumberUrl: string | undefined;
  /** Where to go after signing in, even if the URL names another page. */
  declare signInForceRedirectUrl: string | null | undefined;
  /** Where to go after signing in if the URL names no page. */
  declare signInFallbackRedirectUrl: string | null | undefined;
  /** Where to go after signing up, even if the URL names another page. */
  declare signUpForceRedirectUrl: string | null | undefined;
  /** Where to go after signing up if the URL names no page. */
  declare signUpFallbackRedirectUrl: string | null | undefined;
  /** Create an account for a user who has none; default true. */
  declare transferable: boolean | 'true' | 'false' | undefined;
  /** Stored with a user who is created here. */
  declare unsafeMetadata: Record<string, unknown> | undefined;

  /** @internal */
  readonly form = new FormController(this);
  #begun = false;
  /** The place for the bot check, which a new account may need. */
  #captcha: DeferredView<FormHost, null> | undefined;

  constructor() {
    super();
    announceScreens(this);
  }

  protected override render(): unknown {
    const { clerk } = this;
    const hasFailed = !!this.form.errors.global;
    return card(this, {
      flow: 'signIn',
      part: 'ssoCallback',
      step: 'sso-callback',
      title: this.t(hasFailed ? 'ssoCallback.failed.title' : 'ssoCallback.title'),
      body: hasFailed
        ? form(
            this,
            () => void clerk?.navigate(this.signInUrl ?? clerk.buildSignInUrl()),
            primaryButton(this, this.t('ssoCallback.failed.actionLink'), false),
          )
        : html`${spinner(this)}${this.#captcha?.draw(this, null)}`,
    });
  }

  protected override updated(): void {
    if (this.clerk && !this.#begun) void this.#goOn(this.clerk);
  }

  /** Goes on once. A reload goes on with what the server knows of the attempt. */
  async #goOn(clerk: ClerkInstance): Promise<void> {
    this.#begun = true;
    const params: HandleRedirectCallbackParams = {
      ...Object.fromEntries(TEXTS.flatMap((name) => (this[name] ? [[name, this[name]]] : []))),
      transferable: String(this.transferable) !== 'false',
      unsafeMetadata: this.unsafeMetadata,
      __internal_completed: (sessionId) => fireComplete(this, sessionId),
    };
    const isDone = await this.form.run('sso-callback', async () => {
      await clerk.__internal_ensureLoaded();
      if (this.environment?.user_settings.sign_up.captcha_enabled) await this.#placeCaptcha();
      await clerk.handleRedirectCallback(params);
    });
    if (!isDone) await this.loadErrors();
  }

  async #placeCaptcha(): Promise<void> {
    this.#captcha = (await import('../parts/captcha-place.ts')).captchaPlace;
    this.requestUpdate();
    await this.updateComplete;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-sso-callback': ClerkSsoCallback;
  }
}
