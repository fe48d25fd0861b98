import type { EnvironmentJSON } from '../protocol/json/environment.ts';
import { WITH_SIGN_UP } from '../protocol/kept-parameters.ts';
import { answerFlow } from './flow/answer-flow.ts';
import type { FormAnswer } from './flow/flow-request.ts';

/** What the server knows of one request for a page with a form. The server's own type of it fits. */
export interface FormPageInput {
  page: string;
  step: string;
  query: URLSearchParams;
  form: URLSearchParams | undefined;
  typed?: URLSearchParams | undefined;
  environment: EnvironmentJSON;
  /** Language of the page, a BCP 47 tag. */
  language: string;
  base: string;
  origin: string;
  allowedOrigins: readonly string[];
  now(): number;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/**
 * Draws the pages `/sign-in` and `/sign-up` of the server with all of their steps, and does what their forms ask for,
 * without a script.
 *
 * @example const answer = await pageRenderer.answer({ page: 'sign-in', step: '', form: undefined, … });
 */
export const pageRenderer: { answer(input: FormPageInput): Promise<FormAnswer> } = {
  answer: ({ page, base, origin, ...input }) =>
    answerFlow({
      ...input,
      kind: page === 'sign-up' ? 'signUp' : 'signIn',
      pageUrl: origin + base,
      withSignUp: page === 'sign-in' && input.query.has(WITH_SIGN_UP),
    }),
};
