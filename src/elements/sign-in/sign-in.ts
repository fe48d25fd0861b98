import { createSignInFlow } from '../../client/flows/create-flow.ts';
import type { FlowOptions, SignInAction, SignInStep } from '../../client/flows/types.ts';
import type { FirstFactor, SecondFactor } from '../../client/resources/types/factors.ts';
import { common } from '../../localization/en-us/common.ts';
import { signIn } from '../../localization/en-us/sign-in.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { properties } from '../base/properties.ts';
import { FlowController } from '../controllers/flow-controller.ts';
import { followFlow } from '../controllers/follow-flow.ts';
import { FlowScreen, type FlowViews } from '../parts/flow-screen.ts';
import { formSheets } from '../styles/form-sheets.ts';
import type { Choosing, SignInHost } from './sign-in-host.ts';
import { signUpLink } from './sign-up-link.ts';
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
 * Signs a user in: asks who they are, then for a password, a code or another factor, step by step. The URL names the
 * step, so that reloading and going back work.
 *
 * @summary Sign-in form.
 * @tag clerk-sign-in
 *
 * @attr {'path'|'hash'|'virtual'} [routing=hash] - Where the step is kept: in the path, in the hash or in memory.
 * @attr {string} path - Path of the page, such as `/sign-in`; it implies `routing="path"`.
 * @attr {string} sign-up-url - Page with the sign-up form; default from the instance.
 * @attr {string} waitlist-url - Page with the form of the waitlist, where the instance has one; default: the sign-up page.
 * @attr {string} force-redirect-url - Where to go after signing in, even if the URL names another page.
 * @attr {string} fallback-redirect-url - Where to go after signing in if the URL names no page.
 * @attr {string} sign-up-force-redirect-url - Where to go after signing up instead, even if the URL names another page.
 * @attr {string} sign-up-fallback-redirect-url - Where to go after signing up instead if the URL names no page.
 * @attr {object} initial-values - `emailAddress`, `username` or `phoneNumber` to begin with, as JSON.
 * @attr {object} unsafe-metadata - Stored with the user when a new account is created, as JSON.
 * @attr {boolean} with-sign-up - Lets users without an account sign up here, without leaving the page.
 * @attr {boolean} welcome-back - Greets accounts that have signed in here with this browser before, and continues with
 *   the method that each used last; default from the instance. The browser keeps name, identifier, picture and method
 *   of an account until the user removes it.
 * @attr {'auto'|'redirect'|'popup'} [oauth-flow=auto] - Opens OAuth providers in this window, or in a popup.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {object} localization - Texts that replace the default ones, under Clerk's keys.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 * @attr {boolean} autofocus - Focuses the first field when the element appears; default for path routing.
 *
 * @fires {ClerkStepEvent} clerk-step - The element shows another step; `step` names it.
 * @fires {ClerkCompleteEvent} clerk-complete - The session is active. Cancel the event to stay on the page.
 */
export class ClerkSignIn extends ClerkElement implements SignInHost {
  static override properties = {
    ...properties<ClerkSignIn>([
      'routing',
      'path',
      'oauthFlow',
      'signUpUrl',
      'waitlistUrl',
      'forceRedirectUrl',
      'fallbackRedirectUrl',
      'signUpForceRedirectUrl',
      'signUpFallbackRedirectUrl',
    ]),
    ...properties<ClerkSignIn>(['initialValues', 'unsafeMetadata'], Object),
    ...properties<ClerkSignIn>(['withSignUp', 'welcomeBack'], Boolean),
  };
  /** @internal */
  static override readonly component = 'signIn';
  /** @internal */
  static override readonly sheets = formSheets;
  /** @internal */
  static override readonly texts = [common, signIn];

  /** Where the step is kept: `path`, `hash` (default) or `virtual` (in memory). */
  declare routing: string | undefined;
  /** Path of the page, such as `/sign-in`; it implies path routing. The site shows the page at every path below, too. */
  declare path: string | undefined;
  /** Page with the sign-up form; default from the instance. */
  declare signUpUrl: string | undefined;
  /** Page with the form of the waitlist, where the instance has one; default: the sign-up page. */
  declare waitlistUrl: string | undefined;
  /** Where to go after signing in, even if the URL names another page. */
  declare forceRedirectUrl: string | null | undefined;
  /** Where to go after signing in if the URL names no page. */
  declare fallbackRedirectUrl: string | null | undefined;
  /** Where to go after signing up instead, even if the URL names another page. */
  declare signUpForceRedirectUrl: string | null | undefined;
  /** Where to go after signing up instead if the URL names no page. */
  declare signUpFallbackRedirectUrl: string | null | undefined;
  /** Values to begin with: `emailAddress`, `username` or `phoneNumber`. */
  declare initialValues: FlowOptions['initialValues'];
  /** Stored with the user when a new account is created. */
  declare unsafeMetadata: FlowOptions['unsafeMetadata'];
  /** Lets users without an account sign up here, without leaving the page. */
  declare withSignUp: boolean | undefined;
  /** Greets accounts that have signed in with this browser before; default from the instance. */
  declare welcomeBack: boolean | undefined;
  /** Opens OAuth providers in this window (`auto`, `redirect`) or in a popup. */
  declare oauthFlow: FlowOptions['oauthFlow'];

  /** @internal */
  readonly form: FlowController<SignInStep, SignInAction> = new FlowController(this, {
    kind: 'signIn',
    create: (clerk, options) =>
      clerk.__internal_createFlow(createSignInFlow, { ...options, counterpartUrl: () => this.signUpLink }),
    owns: (step) => STEPS.test(step),
  });
  /** @internal */
  choosing: Choosing | null = null;

  #factor: FirstFactor | SecondFactor | undefined;
  #screen = new FlowScreen<ClerkSignIn, SignInStep, 'start'>(this, 'signIn', VIEWS);

  constructor() {
    super();
    followFlow(this);
  }

  /** @internal */
  get signUpLink(): string {
    return signUpLink(this);
  }

  /** @internal */
  choose(choosing: Choosing | null): void {
    this.choosing = choosing;
    this.form.announce();
  }

  /** @internal */
  chooseFactor(factor: FirstFactor | SecondFactor): void {
    this.form.submit({ type: 'choose-factor', factor });
  }

  protected override render(): unknown {
    const factor = this.#factorStep?.factor;
    if (factor !== this.#factor) {
      if (this.#factor && factor) this.form.announce();
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
