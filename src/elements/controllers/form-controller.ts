import { toCamelCase } from '../../protocol/letter-case.ts';
import type { ReactiveController } from 'lit';
import { type ClerkRuntimeError, type FlowError, isClerkAPIResponseError } from '../../client/errors.ts';
import type { FlowErrors } from '../../client/flows/types.ts';
import type { ClerkElement } from '../base/clerk-element.ts';
import { type FormState, hasErrors } from '../base/form-state.ts';
import { focusWrong } from './focus.ts';
import { NO_ERRORS } from '../../client/flows/types.ts';

/**
 * The state of a form that is one asynchronous call rather than a flow: what is pending, and what went wrong, by
 * field or for the whole form.
 */
export class FormController implements FormState, ReactiveController {
  readonly #host: ClerkElement;
  readonly #scope: () => ParentNode;
  readonly #around: (call: () => Promise<unknown>) => Promise<unknown>;
  pending: string | null = null;
  errors: FlowErrors = NO_ERRORS;
  #focus = false;

  /**
   * @param scope where to look for the first wrong field; the host by default
   * @param around runs each call, such as once more after something was done about its failure
   */
  constructor(
    host: ClerkElement,
    scope: () => ParentNode = () => host,
    around: (call: () => Promise<unknown>) => Promise<unknown> = (call) => call(),
  ) {
    this.#host = host;
    this.#scope = scope;
    this.#around = around;
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
      this.errors = splitErrors(error);
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
    if (this.#focus) focusWrong(this.#scope());
    this.#focus = false;
  }
}

/** Sorts what a call threw: errors about a parameter under its camelCase name, the first other one for the form. */
export function splitErrors(error: unknown): FlowErrors {
  if (!isClerkAPIResponseError(error)) {
    const { code = 'network_error', message = '' } = error as Partial<ClerkRuntimeError>;
    return { fields: {}, global: { code, message, longMessage: message, meta: {} } };
  }
  const fields: Record<string, FlowError> = {};
  let global: FlowError | null = null;
  const { retryAfter } = error;
  for (const each of error.errors as readonly FlowError[]) {
    const entry = retryAfter ? { ...each, meta: { ...each.meta, retryAfter } } : each;
    const { paramName } = entry.meta;
    const name = paramName && toCamelCase(paramName);
    if (name) fields[name] ??= entry;
    else global ??= entry;
  }
  return { fields, global };
}
