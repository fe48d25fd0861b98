import type { ReactiveController } from 'lit';
import type { FlowError } from '../../client/errors.ts';
import { toFlowErrors } from '../../client/flows/flow-errors.ts';
import { type FlowErrors, NO_ERRORS } from '../../client/flows/types.ts';
import type { ClerkElement } from '../base/clerk-element.ts';
import { type FormState, hasErrors } from '../base/form-state.ts';
import { focusWrong } from './focus.ts';

/** Milliseconds that an error waits for the texts in the user's language. */
const TEXTS_MS = 2000;

/**
 * The state of a form that is one asynchronous call rather than a flow: what is pending, and what went wrong, by
 * field or for the whole form.
 */
export class FormController implements FormState, ReactiveController {
  readonly #host: ClerkElement;
  readonly #around: (call: () => Promise<unknown>) => Promise<unknown>;
  readonly #fields: (() => readonly string[]) | undefined;
  pending: string | null = null;
  errors: FlowErrors = NO_ERRORS;
  #focus = false;

  /**
   * @param around runs each call, such as once more after something was done about its failure
   * @param fields names of the fields that are shown: an error of any other one is shown for the whole form
   */
  constructor(
    host: ClerkElement,
    around: (call: () => Promise<unknown>) => Promise<unknown> = (call) => call(),
    fields?: () => readonly string[],
  ) {
    this.#host = host;
    this.#around = around;
    this.#fields = fields;
    host.addController(this);
  }

  /**
   * Runs one call. A second one is ignored until it is over.
   *
   * @param name shown as `pending`
   * @returns true when the call succeeded; it never rejects
   */
  async run(name: string, call: () => Promise<unknown>): Promise<boolean> {
    if (this.pending) return false;
    this.pending = name;
    this.errors = NO_ERRORS;
    this.#host.requestUpdate();
    try {
      await this.#around(call);
    } catch (error) {
      // A call whose code cannot be loaded fails with an error of the browser's own.
      const errors = toFlowErrors(error, this.#fields?.(), 'network_error');
      // Screen readers say at once what is shown, and would say it again in the user's language.
      await Promise.race([this.#host.loadErrors(), new Promise((resolve) => setTimeout(resolve, TEXTS_MS))]);
      this.errors = errors;
    }
    this.pending = null;
    this.#focus = hasErrors(this.errors);
    this.#host.requestUpdate();
    return !this.#focus;
  }

  reject(fields: Readonly<Record<string, FlowError>>): void {
    this.errors = { fields, global: null };
    this.#focus = true;
    this.#host.requestUpdate();
  }

  amend(errors: FlowErrors): void {
    this.errors = errors;
    this.#host.requestUpdate();
  }

  /** Forgets what went wrong, such as when a dialog closes. */
  reset(): void {
    this.amend(NO_ERRORS);
  }

  hostUpdated(): void {
    if (this.#focus) focusWrong(this.#host);
    this.#focus = false;
  }
}
