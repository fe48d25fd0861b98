import type { ReactiveController } from 'lit';
import type { FlowError } from '../../client/errors.ts';
import { type FlowErrors, type FlowOptions, NO_ERRORS, type RoutedFlow } from '../../client/flows/types.ts';
import { absolute } from '../../client/platform/address.ts';
import { native, page } from '../../client/platform/native.ts';
import { readTyped } from '../../client/platform/typed-values.ts';
import type { ClerkInstance, RedirectKind } from '../../client/types.ts';
import type { ClerkElement } from '../base/clerk-element.ts';
import { ClerkCompleteEvent, ClerkStepEvent } from '../base/events.ts';
import { type FlowForm, hasErrors } from '../base/form-state.ts';
import { hasSessionCookie } from '../base/has-session-cookie.ts';
import { Router } from '../base/router.ts';
import { focusFirst, focusWrong } from './focus.ts';
import { initialValues } from './initial-values.ts';

/** An element that shows a flow. */
export interface FlowHost extends ClerkElement {
  routing: string | undefined;
  path: string | undefined;
  forceRedirectUrl: string | null | undefined;
  fallbackRedirectUrl: string | null | undefined;
  initialValues: FlowOptions['initialValues'];
  unsafeMetadata: FlowOptions['unsafeMetadata'];
  /** First word of the steps in the URL, for an element within another one. */
  under?: string | undefined;
  withSignUp?: FlowOptions['withSignUp'];
  transferable?: FlowOptions['transferable'];
  oauthFlow?: FlowOptions['oauthFlow'];
  readonly form: { isLate: boolean; amend(errors: FlowErrors): void };
}

/** What a controller has to know about the flow of its element. */
export interface FlowBinding<Step extends { name: string }, Action extends { type: string }> {
  kind: RedirectKind;
  create(clerk: ClerkInstance, options: FlowOptions): RoutedFlow<Step, Action>;
  /** Returns whether a word in the URL is a step of the flow. Any other word is not touched. */
  owns(step: string): boolean;
}

/**
 * Binds a flow to its element: creates it once enough is known, renders on each change, keeps the step in the URL,
 * announces new steps, moves the focus, and leaves the page when the flow is complete.
 */
export class FlowController<
  Step extends { name: string; sessionId?: string; target?: string | undefined },
  Action extends { type: string },
> implements FlowForm<Action, Step>, ReactiveController
{
  readonly #host: FlowHost;
  readonly #binding: FlowBinding<Step, Action>;
  #clerk: ClerkInstance | undefined;
  #flow: RoutedFlow<Step, Action> | undefined;
  #router: Router | undefined;
  #unsubscribe: (() => void) | undefined;
  /** Errors that stand in for those of the flow until the next action or step. */
  #localErrors: FlowErrors | undefined;
  /** Errors that have moved the focus already. */
  #seenErrors: FlowErrors = NO_ERRORS;
  #stepName = '';
  /** The step is changed because the URL was: the URL is not changed in turn. */
  #isReadingUrl = false;
  /** The screen that is drawn next is a new one: it gets the focus and is announced. `back` is the first screen again. */
  #isNewScreen: boolean | 'back' = false;
  #hasFinished = false;
  /** The flow knows whether the step of the URL is allowed. */
  #isReady = false;
  declare chosen: string | undefined;
  /** The screen of the step is still being loaded, and the one before it is shown. */
  isLate = false;

  constructor(host: FlowHost, binding: FlowBinding<Step, Action>) {
    this.#host = host;
    this.#binding = binding;
    host.addController(this);
  }

  /** The current step; undefined until the first screen can be drawn. */
  get step(): Step | undefined {
    return this.#isReady ? this.#flow?.state.step : undefined;
  }

  get pending(): string | null {
    return this.#flow?.state.pending ?? null;
  }

  get errors(): FlowErrors {
    return this.#localErrors ?? this.#flow?.state.errors ?? NO_ERRORS;
  }

  get kept(): URLSearchParams {
    return this.#router?.kept() ?? new URLSearchParams();
  }

  submit(action: Action): Promise<void> | undefined {
    // The form on screen is that of the step before, and has been sent.
    if (this.isLate) return undefined;
    this.#localErrors = undefined;
    return this.#flow?.submit(action);
  }

  watch(strategy: string): void {
    void this.#flow?.watch?.(strategy);
  }

  goTo(step: string): void {
    this.#localErrors = undefined;
    this.#flow?.requestStep(step);
  }

  reject(fields: Readonly<Record<string, FlowError>>): void {
    this.#localErrors = { fields, global: null };
    this.#host.requestUpdate();
  }

  amend(errors: FlowErrors): void {
    // The errors that are left do not move the focus away from the field that the user is in.
    this.#localErrors = this.#seenErrors = errors;
    this.#host.requestUpdate();
  }

  /** Call when a screen is shown that is not a step of its own: it gets the focus, and its title is announced. */
  announce(): void {
    this.#isNewScreen = true;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { clerk } = this.#host;
    if (clerk !== this.#clerk) this.#dispose();
    // Lit may render once more after the element was removed.
    if (!clerk || !this.#host.isConnected) return;
    const environment = clerk.__internal_environment;
    if (!environment) return;
    const isNested = this.step?.name === 'create';
    if (environment.auth_config.single_session_mode && clerk.isSignedIn && !this.pending && !isNested) {
      this.#finish('');
    } else if (!this.#flow) {
      this.#hasFinished = false;
      this.#createFlow(clerk);
    }
  }

  hostUpdated(): void {
    const { renderRoot } = this.#host;
    if (
      this.#isNewScreen &&
      !this.isLate &&
      renderRoot.querySelector('[data-step]')?.getAttribute('data-step') === this.#stepName
    ) {
      focusFirst(renderRoot, this.#isNewScreen === 'back');
      this.#isNewScreen = false;
      const live = renderRoot.querySelector('.cl-liveRegion');
      if (live) live.textContent = renderRoot.querySelector('.cl-headerTitle')?.textContent ?? '';
    }
    const { errors } = this;
    if (errors !== this.#seenErrors && hasErrors(errors)) focusWrong(renderRoot);
    this.#seenErrors = errors;
  }

  hostDisconnected(): void {
    // An element that is only moved within the page keeps its flow.
    queueMicrotask(() => this.#host.isConnected || this.#dispose());
  }

  #createFlow(clerk: ClerkInstance): void {
    const host = this.#host;
    const router = this.#routerFor(clerk);
    const { step, params } = router;
    const known = clerk.client || clerk.status === 'error' || clerk.status === 'degraded';
    // A browser that never signed in here has no session or attempt to wait for.
    if (!known && (step || hasSessionCookie())) return;
    const { unsafeMetadata, withSignUp, transferable, oauthFlow } = host;
    this.#flow = this.#binding.create(clerk, {
      initialValues: {
        ...initialValues(params),
        ...host.initialValues,
        ...readTyped(),
      },
      unsafeMetadata,
      withSignUp,
      transferable,
      oauthFlow,
      stepUrl: (name) => absolute(router.urlOf(name)),
      targetUrl: () => this.#target(clerk),
      params: () => router.params,
    });
    this.#unsubscribe = this.#flow.subscribe(this.#flowChanged);
    router.start(this.#readUrl);
    // A URL with a later step shows the frame, not the first screen, until the flow can tell whether it allows the
    // step.
    if (step) void Promise.resolve(this.#flow.ready).then(this.#begin);
    else this.#begin();
  }

  /** Shows the step that the flow has. */
  #begin = (): void => {
    if (!this.#flow) return;
    this.#isReady = true;
    this.#stepName = this.#flow.state.step.name;
    this.#readUrl();
    this.#isNewScreen = this.#wantsFocus();
    this.#host.requestUpdate();
  };

  #routerFor(clerk: ClerkInstance): Router {
    this.#clerk = clerk;
    return (this.#router ??= new Router(clerk, this.#host));
  }

  /** Goes to the step that the URL names, then makes the URL name the step that the flow went to. */
  #readUrl = (): void => {
    const { step } = this.#router ?? {};
    if (step === undefined || (step && !this.#binding.owns(step))) return;
    this.#isReadingUrl = true;
    // Behind a slash is the step of an element within this one.
    const own = step.replace(/\/.*/, '');
    this.goTo(own || 'start');
    this.#isReadingUrl = false;
    const name = urlStep(this.#stepName);
    if (name !== own && name !== 'complete') this.#router?.go(name, true);
  };

  #flowChanged = (): void => {
    const step = this.step;
    // A change of something else does not hide what the browser found wrong with a field.
    if (this.pending || step?.name !== this.#stepName) this.#localErrors = undefined;
    this.#host.requestUpdate();
    if (!step || step.name === this.#stepName) return;
    this.#stepName = step.name;
    this.#isNewScreen = step.name !== 'start' || 'back';
    this.#host.dispatchEvent(new ClerkStepEvent(step.name));
    if (step.name === 'complete') this.#finish(step.sessionId ?? '', step.target);
    else if (!this.#isReadingUrl) this.#router?.go(urlStep(step.name));
  };

  #finish(sessionId: string, to?: string): void {
    const { clerk } = this.#host;
    if (this.#hasFinished || !clerk) return;
    this.#hasFinished = true;
    if (!this.#host.dispatchEvent(new ClerkCompleteEvent(sessionId))) return;
    const target = to ?? this.#target(clerk);
    if (sessionId) return void clerk.navigate(target);
    const { kind } = this.#binding;
    const { params } = this.#routerFor(clerk);
    import('./skip-form.ts')
      .then(({ skipForm }) => skipForm(this.#host, clerk, kind, target, params))
      .catch(() => clerk.navigate(target));
  }

  /** Returns where to go when the flow is complete. */
  #target(clerk: ClerkInstance): string {
    return clerk.__internal_redirectTarget(this.#binding.kind, this.#host, this.#routerFor(clerk).params);
  }

  /** Returns whether the page exists for this form: then its first field gets the focus when the page loads. */
  #wantsFocus(): boolean {
    const wanted =
      this.#host.autofocus || (this.#router?.routing === 'path' && this.#host.option('autoFocus') !== false);
    // The body, or the dialog around the form, has the focus as long as nothing else took it.
    return wanted && !!page.activeElement && native<Node>(page.activeElement).contains(this.#host);
  }

  #dispose(): void {
    this.#unsubscribe?.();
    this.#flow?.dispose();
    this.#router?.stop();
    this.#flow = this.#router = this.#clerk = this.#localErrors = undefined;
    this.#hasFinished = this.#isReady = false;
  }
}

function urlStep(name: string): string {
  return name === 'start' ? '' : name;
}
