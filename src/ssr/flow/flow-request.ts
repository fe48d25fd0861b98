import type { FlowErrors, SignInStep, SignUpStep } from '../../client/flows/types.ts';
import type { LoadOptions } from '../../client/types.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { ViewParameters } from './flow-urls.ts';

/** What the flow of one request works with. */
export interface FlowRequest {
  readonly kind: 'signIn' | 'signUp';
  /** Absolute URL of the form without a step, a query or a fragment: `https://clerk.example.com/sign-in`. */
  readonly pageUrl: string;
  /** The step in the URL; empty for the first one. */
  readonly step: string;
  readonly query: URLSearchParams;
  /** The visitor sent a form. A GET changes nothing, but for what a provider or a link has led back to. */
  readonly isPost: boolean;
  /** Lets a user who has no account sign up within the sign-in. */
  readonly withSignUp?: boolean | undefined;
  /** Language of the page, as in `<html lang>`. */
  readonly language?: string | undefined;
  readonly environment: EnvironmentJSON;
  /** Origins that a redirect may lead to, besides the page's own. */
  readonly allowedOrigins: readonly string[];
  /** Returns the server's time, in milliseconds since the epoch. */
  now(): number;
  /**
   * Asks the Frontend API as the visitor.
   *
   * @param path path and query, from `/v1` on
   */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** A request for a page with a form. */
export interface FormRequest extends Omit<FlowRequest, 'isPost'> {
  /** The fields that the browser posted; undefined for GET. */
  readonly form: URLSearchParams | undefined;
  /** What the visitor had typed into a form that was not taken: the page comes back with it. */
  readonly typed?: URLSearchParams | undefined;
  /** Options that a page gives to `load()`. */
  readonly options?: LoadOptions | undefined;
}

/** Where the browser goes on, by 303. */
export interface Redirect {
  readonly redirect: string;
  /** The page of an OAuth provider, which the Frontend API has named. */
  readonly isProvider?: true;
}

/** What a page answers. */
export type FormAnswer =
  | Redirect
  | { status: number; title: string; lang?: string | undefined; html: string; style: string; retryAfter?: number }
  /** The API did not answer what every page needs, or did not do what the form asked for. */
  | { refusal: { status: number; text: string; retryAfter?: number | undefined } };

/** A step as it is shown. */
export interface ShownStep {
  readonly step: SignInStep | SignUpStep;
  readonly errors: FlowErrors;
  readonly view: ViewParameters;
  /** What the visitor has typed. */
  readonly typed?: URLSearchParams | undefined;
}
