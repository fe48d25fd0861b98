import { createSignUpFlow } from '../../client/flows/create-sign-up-flow.ts';
import type { FlowOptions, SignUpAction, SignUpStep } from '../../client/flows/types.ts';
import { common } from '../../localization/en-us/common.ts';
import { passwordRules } from '../../localization/en-us/password-rules.ts';
import { signUp } from '../../localization/en-us/sign-up.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { properties } from '../base/properties.ts';
import { FlowController } from '../controllers/flow-controller.ts';
import { followFlow } from '../controllers/follow-flow.ts';
import { FlowScreen, type FlowViews } from '../parts/flow-screen.ts';
import rowSheet from '../styles/field-row.css';
import { formSheets } from '../styles/form-sheets.ts';
import sheet from './sign-up.css';
import { signInLink } from './sign-in-link.ts';
import type { SignUpHost } from './sign-up-host.ts';
import { fields } from './views/fields.ts';

const VIEWS: FlowViews<SignUpHost, SignUpStep, 'start' | 'continue'> = {
  first: { start: fields, continue: fields },
  rest: async () => (await import('./deferred-views.ts')).deferredViews,
};

/**
 * Creates an account: asks for the fields that the instance requires, then verifies the email address or phone number.
 * The URL names the step, so that reloading and going back work. Optional fields are behind a link, unless the instance
 * shows them from the start, or `appearance.options.showOptionalFields` does: true for all, false for none.
 *
 * @summary Sign-up form.
 * @tag clerk-sign-up
 *
 * @attr {'path'|'hash'|'virtual'} [routing=hash] - Where the step is kept: in the path, in the hash or in memory.
 * @attr {string} path - Path of the page, such as `/sign-up`; it implies `routing="path"`.
 * @attr {string} sign-in-url - Page with the sign-in form; default from the instance.
 * @attr {string} force-redirect-url - Where to go after signing up, even if the URL names another page.
 * @attr {string} fallback-redirect-url - Where to go after signing up if the URL names no page.
 * @attr {string} sign-in-force-redirect-url - Where to go after signing in instead, even if the URL names another page.
 * @attr {string} sign-in-fallback-redirect-url - Where to go after signing in instead if the URL names no page.
 * @attr {object} initial-values - `emailAddress`, `phoneNumber`, `username`, `firstName`, `lastName` to begin with, as
 *   JSON.
 * @attr {object} unsafe-metadata - Stored with the new user, as JSON.
 * @attr {'auto'|'redirect'|'popup'} [oauth-flow=auto] - Opens OAuth providers in this window, or in a popup.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 * @attr {boolean} autofocus - Focuses the first field when the element appears; default for path routing.
 *
 * @fires {ClerkStepEvent} clerk-step - The element shows another step; `step` names it.
 * @fires {ClerkCompleteEvent} clerk-complete - The account is created and its session active. Cancel the event to stay
 *   on the page.
 */
export class ClerkSignUp extends ClerkElement implements SignUpHost {
  static override properties = {
    ...properties<ClerkSignUp>([
      'routing',
      'path',
      'signInUrl',
      'forceRedirectUrl',
      'fallbackRedirectUrl',
      'signInForceRedirectUrl',
      'signInFallbackRedirectUrl',
      'oauthFlow',
    ]),
    ...properties<ClerkSignUp>(['initialValues', 'unsafeMetadata'], Object),
    under: { attribute: false },
  };
  /** @internal */
  static override readonly component = 'signUp';
  /** @internal */
  static override readonly sheets = [...formSheets, rowSheet, sheet];
  /** @internal */
  static override readonly texts = [common, signUp, passwordRules];

  /** Where the step is kept: `path`, `hash` (default) or `virtual` (in memory). */
  declare routing: string | undefined;
  /** Path of the page, such as `/sign-up`; it implies path routing. The site shows the page at every path below, too. */
  declare path: string | undefined;
  /** @protected First word of the steps in the hash. Set by `<clerk-sign-in>` when it shows this element. */
  declare under: string | undefined;
  /** Page with the sign-in form; default from the instance. */
  declare signInUrl: string | undefined;
  /** Where to go after signing up, even if the URL names another page. */
  declare forceRedirectUrl: string | null | undefined;
  /** Where to go after signing up if the URL names no page. */
  declare fallbackRedirectUrl: string | null | undefined;
  /** Where to go after signing in instead, even if the URL names another page. */
  declare signInForceRedirectUrl: string | null | undefined;
  /** Where to go after signing in instead if the URL names no page. */
  declare signInFallbackRedirectUrl: string | null | undefined;
  /** Values to begin with: `emailAddress`, `phoneNumber`, `username`, `firstName`, `lastName`. */
  declare initialValues: FlowOptions['initialValues'];
  /** Stored with the new user. */
  declare unsafeMetadata: FlowOptions['unsafeMetadata'];
  /** Opens OAuth providers in this window (`auto`, `redirect`) or in a popup. */
  declare oauthFlow: FlowOptions['oauthFlow'];

  /** @internal */
  readonly form: FlowController<SignUpStep, SignUpAction> = new FlowController(this, {
    kind: 'signUp',
    create: (clerk, options) =>
      clerk.__internal_createFlow(createSignUpFlow, { ...options, counterpartUrl: () => this.signInLink }),
    owns: (step) => /^(continue|verify|sso-|choose|waitlist)/.test(step),
  });

  #screen = new FlowScreen<ClerkSignUp, SignUpStep, 'start' | 'continue'>(this, 'signUp', VIEWS);

  constructor() {
    super();
    followFlow(this);
  }

  /** @internal */
  get signInLink(): string {
    return signInLink(this);
  }

  protected override render(): unknown {
    return this.#screen.render(this.form.step);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-sign-up': ClerkSignUp;
  }
}
