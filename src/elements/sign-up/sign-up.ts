import type { FlowOptions, SignUpAction, SignUpStep } from '../../client/flows/types.ts';
import { signUp } from '../../localization/en-us/sign-up.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { properties } from '../base/properties.ts';
import { FlowController } from '../controllers/flow-controller.ts';
import { flowStore } from '../controllers/flow-store.ts';
import { linkTo } from '../controllers/link-to.ts';
import { FlowScreen, type FlowViews } from '../parts/flow-screen.ts';
import rowSheet from '../styles/field-row.css';
import { formSheets } from '../styles/form-sheets.ts';
import sheet from './sign-up.css';
import type { SignUpHost } from './sign-up-host.ts';
import { fields } from './views/fields.ts';

const VIEWS: FlowViews<SignUpHost, SignUpStep, 'start' | 'continue'> = {
  first: { start: fields, continue: fields },
  rest: async () => (await import('./deferred-views.ts')).deferredViews,
};

/**
 * Makes an account: the fields the instance asks for, then a code that proves the email address.
 *
 * @summary Sign-up form.
 * @tag clerk-sign-up
 *
 * @attr {'path'|'hash'|'virtual'} routing - Where the step lives: in the path, in the hash (default) or in memory.
 * @attr {string} path - Path of the page, such as `/sign-up`; alone it means `routing="path"`.
 * @attr {string} sign-in-url - Page with the sign-in form; default from the instance.
 * @attr {string} force-redirect-url - Where to go afterwards, whatever the URL says.
 * @attr {string} fallback-redirect-url - Where to go afterwards when the URL says nothing.
 * @attr {string} sign-in-force-redirect-url - The same for those who sign in instead.
 * @attr {string} sign-in-fallback-redirect-url - The same for those who sign in instead.
 * @attr {object} initial-values - `emailAddress`, `phoneNumber`, `username`, `firstName`, `lastName` to begin with, as JSON.
 * @attr {object} unsafe-metadata - Kept with the new user, as JSON.
 * @attr {'auto'|'redirect'|'popup'} oauth-flow - Visits providers in this window (default) or in one of its own.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a scheme, or follows the system; default is the page's.
 * @attr {boolean} autofocus - Focuses the first field on arrival; default for path routing.
 *
 * @fires {ClerkStepEvent} clerk-step - Another step is shown; `step` names it.
 * @fires {ClerkCompleteEvent} clerk-complete - The account is made and its session active; cancel it to stay.
 *
 * @cssproperty --clerk-color-primary - Accent; see the base element for every other property.
 */
export class ClerkSignUp extends ClerkElement implements SignUpHost {
  static override properties = {
    ...properties('routing path signInUrl forceRedirectUrl fallbackRedirectUrl'),
    under: { attribute: false },
    ...properties('signInForceRedirectUrl signInFallbackRedirectUrl oauthFlow'),
    ...properties('initialValues unsafeMetadata', Object),
  };
  static override readonly component = 'signUp';
  static override readonly sheets = [...formSheets, rowSheet, sheet];
  static override readonly texts = [...ClerkElement.texts, signUp];

  declare routing: string | undefined;
  declare path: string | undefined;
  /** Set by an element that has this one within: the first word of its steps in the hash. */
  declare under: string | undefined;
  declare signInUrl: string | undefined;
  declare forceRedirectUrl: string | null | undefined;
  declare fallbackRedirectUrl: string | null | undefined;
  declare signInForceRedirectUrl: string | null | undefined;
  declare signInFallbackRedirectUrl: string | null | undefined;
  declare initialValues: FlowOptions['initialValues'];
  declare unsafeMetadata: FlowOptions['unsafeMetadata'];
  declare oauthFlow: FlowOptions['oauthFlow'];

  readonly form: FlowController<SignUpStep, SignUpAction> = new FlowController(this, {
    kind: 'signUp',
    create: (clerk, options) => clerk.__internal_createSignUpFlow({ ...options, twinUrl: () => this.signInLink }),
    owns: (step) => /^(continue|verify|sso-|choose|waitlist)/.test(step),
  });

  #screen = new FlowScreen<ClerkSignUp, SignUpStep, 'start' | 'continue'>(this, 'signUp', VIEWS);

  constructor() {
    super();
    flowStore(this);
  }

  /** The sign-in page, with everything that decides where to go afterwards. */
  get signInLink(): string {
    const { clerk } = this;
    const base =
      this.signInUrl || clerk?.__internal_getOption('signInUrl') || this.environment?.display_config.sign_in_url;
    return linkTo(clerk, base, this.form.kept, {
      sign_up_force_redirect_url: this.forceRedirectUrl,
      sign_up_fallback_redirect_url: this.fallbackRedirectUrl,
      sign_in_force_redirect_url: this.signInForceRedirectUrl,
      sign_in_fallback_redirect_url: this.signInFallbackRedirectUrl,
    });
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
