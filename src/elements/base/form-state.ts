import type { FlowError } from '../../client/errors.ts';
import type { FlowErrors } from '../../client/flows/types.ts';
import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { ViewHost } from './view-host.ts';

/** What the parts of a form know about it. */
export interface FormState {
  readonly errors: FlowErrors;
  /** Name of the action in flight; null while there is none. */
  readonly pending: string | null;
  /** Shows errors that were found before anything was sent, by field name. */
  reject(fields: Readonly<Record<string, FlowError>>): void;
  /** Replaces the errors that are shown, such as after the user changed a field. */
  amend(errors: FlowErrors): void;
}

/** The host of views with a form. */
export interface FormHost extends ViewHost {
  readonly form: FormState;
}

/** The form of an element that shows a flow. */
export interface FlowForm<Action, Step = unknown> extends FormState {
  /** Undefined until the first screen can be drawn. */
  readonly step: Step | undefined;
  /** What the user chose last where a view offers several, such as a session or a provider: shown as pending. */
  chosen?: string | undefined;
  /** Query parameters that links to the other form carry along. */
  readonly kept: URLSearchParams;
  /** Resolves once the action is over, however it went. */
  submit(action: Action): Promise<void> | undefined;
  /** Waits in the background for the user to choose a method that needs no button, such as a passkey in the field. */
  watch(strategy: string): void;
  /** Goes back to an earlier step. */
  goTo(step: string): void;
}

/**
 * Returns an error whose text comes from the locale.
 *
 * @param paramName of the API, such as `email_address`
 */
export function errorOf(code: WireErrorCode, paramName?: string): FlowError {
  return { code, message: '', longMessage: '', meta: paramName ? { paramName } : {} };
}

/** Returns whether there is an error to show. */
export function hasErrors(errors: FlowErrors): boolean {
  return !!errors.global || Object.keys(errors.fields).length > 0;
}
