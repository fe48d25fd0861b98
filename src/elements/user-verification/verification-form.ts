import type { ReactiveController } from 'lit';
import type { FlowError } from '../../client/errors.ts';
import type {
  ReverificationAction,
  ReverificationFlow,
  ReverificationStep,
} from '../../client/flows/reverification/reverification-flow.ts';
import { type FlowErrors, NO_ERRORS } from '../../client/flows/types.ts';
import { type FormState, hasErrors } from '../base/form-state.ts';
import type { ViewHost } from '../base/view-host.ts';
import { focusWrong } from '../controllers/focus.ts';

/** Binds the flow of a reverification to its element: renders on each change, and moves the focus to what is wrong. */
export class VerificationForm implements FormState, ReactiveController {
  readonly #host: ViewHost;
  readonly #onStep: (step: ReverificationStep) => void;
  #flow: ReverificationFlow | undefined;
  /** Errors that stand in for those of the flow until the next action. */
  #local: FlowErrors | undefined;
  #seen = NO_ERRORS;

  /** @param onStep called after each change of the flow */
  constructor(host: ViewHost, onStep: (step: ReverificationStep) => void) {
    this.#host = host;
    this.#onStep = onStep;
    host.addController(this);
  }

  /** The current step; undefined before the flow has started. */
  get step(): ReverificationStep | undefined {
    return this.#flow?.state.step;
  }

  get pending(): string | null {
    return this.#flow?.state.pending ?? null;
  }

  get errors(): FlowErrors {
    return this.#local ?? this.#flow?.state.errors ?? NO_ERRORS;
  }

  start(flow: ReverificationFlow): void {
    this.#flow = flow;
    flow.subscribe(() => {
      this.#host.requestUpdate();
      this.#onStep(flow.state.step);
    });
    void flow.submit({ type: 'start' });
  }

  submit(action: ReverificationAction): Promise<void> | undefined {
    this.#local = undefined;
    return this.#flow?.submit(action);
  }

  /** Gives up what the flow waits for, and hides what went wrong. */
  leave(): void {
    this.#flow?.stopWaiting();
    this.amend(NO_ERRORS);
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

  hostUpdated(): void {
    const { errors } = this;
    if (errors !== this.#seen && hasErrors(errors)) focusWrong(this.#host.renderRoot);
    this.#seen = errors;
  }

  hostDisconnected(): void {
    this.#flow?.dispose();
  }
}
