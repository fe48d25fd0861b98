import type { EnvironmentJSON } from '../../protocol/json/environment.ts';

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
