import { toSnakeCase } from '../../protocol/letter-case.ts';
import type { ReactiveController } from 'lit';
import type { FlowError } from '../../client/errors.ts';
import type { FlowErrors, FlowOptions, RoutedFlow } from '../../client/flows/types.ts';
import { native, page } from '../../client/platform/native.ts';
import type { ClerkInstance, RedirectKind } from '../../client/types.ts';
import type { ClerkElement } from '../base/clerk-element.ts';
import { ClerkCompleteEvent, ClerkStepEvent } from '../base/events.ts';
import { type FormState, hasErrors } from '../base/form-state.ts';
import { isReturning } from '../base/returning.ts';
import { Router, type Routing } from '../base/router.ts';
import { focusFirst, focusWrong } from './focus.ts';
import { NO_ERRORS } from '../../client/flows/types.ts';

/** An element that shows a flow. */
export interface FlowHost extends ClerkElement {
  routing: string | undefined;
  path: string | undefined;
  forceRedirectUrl: string | null | undefined;
  fallbackRedirectUrl: string | null | undefined;
  initialValues: FlowOptions['initialValues'];
  unsafeMetadata: FlowOptions['unsafeMetadata'];
  /** First word of the steps, of an element within another one. */
  under?: string | undefined;
  withSignUp?: FlowOptions['withSignUp'];
  transferable?: FlowOptions['transferable'];
  oauthFlow?: FlowOptions['oauthFlow'];
  readonly form: { isLate: boolean; amend(errors: FlowErrors): void };
}

export interface FlowBinding<Step extends { name: string }, Action extends { type: string }> {
  kind: RedirectKind;
  create(clerk: ClerkInstance, options: FlowOptions): RoutedFlow<Step, Action>;
  /** Is this a step of the flow? Other words in the URL belong to somebody else and stay. */
  owns(step: string): boolean;
}

/**
 * Binds a flow to its element: creates it once enough is known, renders on each change, keeps the URL at the step,
 * announces steps, moves the focus and leaves the page at the end.
 */
export class FlowController<Step extends { name: string }, Action extends { type: string }>
  implements FormState, ReactiveController
{
  readonly #host: FlowHost;
  readonly #binding: FlowBinding<Step, Action>;
  #clerk: ClerkInstance | undefined;
  #flow: RoutedFlow<Step, Action> | undefined;
  #router: Router | undefined;
  #unsubscribe: (() => void) | undefined;
  #local: FlowErrors | undefined;
  #seen: FlowErrors = NO_ERRORS;
  #shown = '';
  #fromUrl = false;
  #moved = false;
  #left = false;
  #ready = false;
  declare chosen: string | undefined;
  /** The screen that is due is still being fetched, and the one before it is up. */
  isLate = false;

  constructor(host: FlowHost, binding: FlowBinding<Step, Action>) {
    this.#host = host;
    this.#binding = binding;
    host.addController(this);
  }

  /** The current step; undefined while the first screen cannot be drawn yet. */
  get step(): Step | undefined {
    return this.#ready ? this.#flow?.state.step : undefined;
  }

  get pending(): string | null {
    return this.#flow?.state.pending ?? null;
  }

  get errors(): FlowErrors {
    return this.#local ?? this.#flow?.state.errors ?? NO_ERRORS;
  }

  /** Parameters that links to the twin element carry along. */
  get kept(): URLSearchParams {
    return this.#router?.kept() ?? new URLSearchParams();
  }

  /** Resolves once the action is over, however it went. */
  submit(action: Action): Promise<void> | undefined {
    this.#local = undefined;
    return this.#flow?.submit(action);
  }

  /** Waits in the background for the user to choose a method that needs no button. */
  watch(strategy: string): void {
    void this.#flow?.watch?.(strategy);
  }

  /** Goes back to an earlier step at the user's wish. */
  show(step: string): void {
    this.#local = undefined;
    this.#flow?.requestStep(step);
  }

  reject(fields: Readonly<Record<string, FlowError>>): void {
    this.#local = { fields, global: null };
    this.#host.requestUpdate();
  }

  amend(errors: FlowErrors): void {
    // Marked as seen, so that the errors that are left do not move the focus away from the field.
    this.#local = this.#seen = errors;
    this.#host.requestUpdate();
  }

  /** Call when a screen was put up that is not a step of its own: moves the focus there and announces its title. */
  arrived(): void {
    this.#moved = true;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const { clerk } = this.#host;
    if (clerk !== this.#clerk) this.#dispose();
    // A render may still be due when the element is already gone.
    if (!clerk || !this.#host.isConnected) return;
    const environment = clerk.__internal_environment;
    if (!environment) return;
    const isNested = this.step?.name === 'create';
    if (environment.auth_config.single_session_mode && clerk.isSignedIn && !this.pending && !isNested) {
      this.#finish('');
    } else if (!this.#flow) {
      this.#left = false;
      this.#begin(clerk);
    }
  }

  hostUpdated(): void {
    const { renderRoot } = this.#host;
    if (
      this.#moved &&
      !this.isLate &&
      renderRoot.querySelector('[data-step]')?.getAttribute('data-step') === this.#shown
    ) {
      this.#moved = false;
      focusFirst(renderRoot);
      const live = renderRoot.querySelector('.cl-liveRegion');
      if (live) live.textContent = renderRoot.querySelector('.cl-headerTitle')?.textContent ?? '';
    }
    const { errors } = this;
    if (errors !== this.#seen && hasErrors(errors)) focusWrong(renderRoot);
    this.#seen = errors;
  }

  hostDisconnected(): void {
    // An element that is only moved within the page keeps its flow.
    queueMicrotask(() => this.#host.isConnected || this.#dispose());
  }

  #begin(clerk: ClerkInstance): void {
    const host = this.#host;
    const router = this.#locate(clerk);
    const { step, params } = router;
    const known = clerk.client || clerk.status === 'error' || clerk.status === 'degraded';
    // Without a trace of an earlier visit there is nothing to wait for.
    if (!known && (step || isReturning())) return;
    const { unsafeMetadata, withSignUp, transferable, oauthFlow } = host;
    this.#flow = this.#binding.create(clerk, {
      initialValues: { ...initial(params), ...host.initialValues },
      unsafeMetadata,
      withSignUp,
      transferable,
      oauthFlow,
      stepUrl: (name) => new URL(router.urlOf(name), location.href).href,
      targetUrl: () => this.#target(clerk),
      params: () => router.params,
    });
    this.#unsubscribe = this.#flow.subscribe(this.#changed);
    router.start(this.#follow);
    // The flow looks at the client once it has been created; only then can it say whether the step of the URL holds.
    // Whoever comes for a later step sees the frame until then, not the first screen.
    void Promise.resolve(step && this.#flow.ready).then(() => {
      if (!this.#flow) return;
      this.#ready = true;
      this.#shown = this.#flow.state.step.name;
      this.#follow();
      this.#moved = this.#isPurpose();
      host.requestUpdate();
    });
  }

  #locate(clerk: ClerkInstance): Router {
    const { routing, path, under } = this.#host;
    this.#clerk = clerk;
    return (this.#router ??= new Router(clerk, { routing: routing as Routing | undefined, path, under }));
  }

  /** The URL names the step; afterwards it tells the truth again. */
  #follow = (): void => {
    const { step } = this.#router ?? {};
    if (step === undefined || (step && !this.#binding.owns(step))) return;
    this.#fromUrl = true;
    // Behind a slash there are the steps of an element within this one.
    const own = step.replace(/\/.*/, '');
    this.show(own || 'start');
    this.#fromUrl = false;
    const name = urlStep(this.#shown);
    if (name !== own && name !== 'complete') this.#router?.go(name, true);
  };

  #changed = (): void => {
    const step = this.step;
    // News of other things leave standing what was found wrong before anything was sent.
    if (this.pending || step?.name !== this.#shown) this.#local = undefined;
    this.#host.requestUpdate();
    if (!step || step.name === this.#shown) return;
    this.#shown = step.name;
    this.#moved = true;
    this.#host.dispatchEvent(new ClerkStepEvent(step.name));
    if (step.name === 'complete') this.#finish((step as unknown as { sessionId: string }).sessionId);
    else if (!this.#fromUrl) this.#router?.go(urlStep(step.name));
  };

  #finish(sessionId: string): void {
    const { clerk } = this.#host;
    if (this.#left || !clerk) return;
    this.#left = true;
    if (!this.#host.dispatchEvent(new ClerkCompleteEvent(sessionId))) return;
    const target = this.#target(clerk);
    if (sessionId) return void clerk.navigate(target);
    const { kind } = this.#binding;
    const { params } = this.#locate(clerk);
    import('./pass-by.ts')
      .then(({ passBy }) => passBy(this.#host, clerk, kind, target, params))
      .catch(() => clerk.navigate(target));
  }

  /** Where to go afterwards. */
  #target(clerk: ClerkInstance): string {
    const { forceRedirectUrl, fallbackRedirectUrl } = this.#host;
    const props = { forceRedirectUrl, fallbackRedirectUrl };
    return clerk.__internal_redirectTarget(this.#binding.kind, props, this.#locate(clerk).params);
  }

  /** Does the page exist for this form? Then its first field has the focus from the start. */
  #isPurpose(): boolean {
    const wanted =
      this.#host.autofocus || (this.#router?.routing === 'path' && this.#host.option('autoFocus') !== false);
    // The body, or the dialog around the form, has the focus as long as nobody took it.
    return wanted && !!page.activeElement && native<Node>(page.activeElement).contains(this.#host);
  }

  #dispose(): void {
    this.#unsubscribe?.();
    this.#flow?.dispose();
    this.#router?.stop();
    this.#flow = this.#router = this.#clerk = this.#local = undefined;
    this.#left = this.#ready = false;
  }
}

function urlStep(name: string): string {
  return name === 'start' ? '' : name;
}

function initial(params: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of ['emailAddress', 'phoneNumber', 'username', 'firstName', 'lastName']) {
    const value = params.get(toSnakeCase(name));
    if (value) values[name] = value;
  }
  return values;
}
