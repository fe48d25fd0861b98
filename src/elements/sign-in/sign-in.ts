import type { FlowOptions, SignInAction, SignInStep } from '../../client/flows/types.ts';
import type { FirstFactor, SecondFactor } from '../../client/resources/types.ts';
import { signIn } from '../../localization/en-us/sign-in.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { properties } from '../base/properties.ts';
import { FlowController } from '../controllers/flow-controller.ts';
import { flowStore } from '../controllers/flow-store.ts';
import { linkTo } from '../controllers/link-to.ts';
import { FlowScreen, type FlowViews } from '../parts/flow-screen.ts';
import { formSheets } from '../styles/form-sheets.ts';
import type { Choosing, SignInHost } from './sign-in-host.ts';
import { start } from './views/start.ts';

/** Steps that the URL may name. */
const STEPS = /^(factor-|client-trust|reset-|sso-|verify|choose|create)/;

const VIEWS: FlowViews<SignInHost, SignInStep, 'start'> = {
  first: { start },
  rest: async () => (await import('./deferred-views.ts')).deferredViews,
  full: async () => (await import('./views/start-with-options.ts')).startWithOptions,
  guess: { name: 'start', identifiers: ['email_address'], password: true, identifier: '' },
};

/**
 * Signs a visitor in: who they are, then a password or a code, step by step, with the step in the URL.
 *
 * @summary Sign-in form.
 * @tag clerk-sign-in
 *
 * @attr {'path'|'hash'|'virtual'} routing - Where the step lives: in the path, in the hash (default) or in memory.
 * @attr {string} path - Path of the page, such as `/sign-in`; alone it means `routing="path"`.
 * @attr {string} sign-up-url - Page with the sign-up form; default from the instance.
 * @attr {string} force-redirect-url - Where to go afterwards, whatever the URL says.
 * @attr {string} fallback-redirect-url - Where to go afterwards when the URL says nothing.
 * @attr {string} sign-up-force-redirect-url - The same for those who sign up instead.
 * @attr {string} sign-up-fallback-redirect-url - The same for those who sign up instead.
 * @attr {object} initial-values - `emailAddress`, `username` or `phoneNumber` to begin with, as JSON.
 * @attr {object} unsafe-metadata - Kept with the user when a sign-up comes of it, as JSON.
 * @attr {boolean} with-sign-up - Whoever has no account signs up here, without another page.
 * @attr {'auto'|'redirect'|'popup'} oauth-flow - Visits providers in this window (default) or in one of its own.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a scheme, or follows the system; default is the page's.
 * @attr {boolean} autofocus - Focuses the first field on arrival; default for path routing.
 *
 * @fires {ClerkStepEvent} clerk-step - Another step is shown; `step` names it.
 * @fires {ClerkCompleteEvent} clerk-complete - The session is active; cancel it to stay on the page.
 *
 * @cssproperty --clerk-color-primary - Accent; see the base element for every other property.
 */
export class ClerkSignIn extends ClerkElement implements SignInHost {
  static override properties = {
    ...properties('routing path signUpUrl forceRedirectUrl fallbackRedirectUrl'),
    ...properties('signUpForceRedirectUrl signUpFallbackRedirectUrl oauthFlow'),
    ...properties('initialValues unsafeMetadata', Object),
    ...properties('withSignUp', Boolean),
  };
  static override readonly component = 'signIn';
  static override readonly sheets = formSheets;
  static override readonly texts = [...ClerkElement.texts, signIn];

  declare routing: string | undefined;
  declare path: string | undefined;
  declare signUpUrl: string | undefined;
  declare forceRedirectUrl: string | null | undefined;
  declare fallbackRedirectUrl: string | null | undefined;
  declare signUpForceRedirectUrl: string | null | undefined;
  declare signUpFallbackRedirectUrl: string | null | undefined;
  declare initialValues: FlowOptions['initialValues'];
  declare unsafeMetadata: FlowOptions['unsafeMetadata'];
  declare withSignUp: boolean | undefined;
  declare oauthFlow: FlowOptions['oauthFlow'];

  readonly form: FlowController<SignInStep, SignInAction> = new FlowController(this, {
    kind: 'signIn',
    create: (clerk, options) => clerk.__internal_createSignInFlow({ ...options, twinUrl: () => this.signUpLink }),
    owns: (step) => STEPS.test(step),
  });
  /** The other methods are shown instead of the chosen one; `forgot` when the password is why. */
  choosing: Choosing | null = null;

  #factor: FirstFactor | SecondFactor | undefined;
  #screen = new FlowScreen<ClerkSignIn, SignInStep, 'start'>(this, 'signIn', VIEWS);

  constructor() {
    super();
    flowStore(this);
  }

  /** The sign-up page, with everything that decides where to go afterwards. */
  get signUpLink(): string {
    const { clerk } = this;
    const base =
      this.signUpUrl || clerk?.__internal_getOption('signUpUrl') || this.environment?.display_config.sign_up_url;
    return linkTo(clerk, base, this.form.kept, {
      sign_in_force_redirect_url: this.forceRedirectUrl,
      sign_in_fallback_redirect_url: this.fallbackRedirectUrl,
      sign_up_force_redirect_url: this.signUpForceRedirectUrl,
      sign_up_fallback_redirect_url: this.signUpFallbackRedirectUrl,
    });
  }

  /** Shows the list of other methods, or leaves it. */
  choose(choosing: Choosing | null): void {
    this.choosing = choosing;
    this.form.arrived();
  }

  /** Goes on with another method. */
  chooseFactor(factor: FirstFactor | SecondFactor): void {
    this.form.submit({ type: 'choose-factor', factor });
  }

  protected override render(): unknown {
    const factor = this.#factorStep?.factor;
    if (factor !== this.#factor) {
      // Another method was taken, or the step is a new one.
      if (this.#factor && factor) this.form.arrived();
      this.#factor = factor;
      this.choosing = null;
    }
    return this.#screen.render(this.form.step);
  }

  get #factorStep(): Extract<SignInStep, { factor: unknown }> | undefined {
    const { step } = this.form;
    return step && 'factor' in step ? step : undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-sign-in': ClerkSignIn;
  }
}
