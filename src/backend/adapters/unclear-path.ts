import { UnclearPathError } from '../routes/routes.ts';
import { problemAnswer } from './problem-answer.ts';

/** The answer to a request of which a rule could not say whether it is protected; undefined for another error. */
export function unclearPathAnswer(error: unknown): Response | undefined {
  return error instanceof UnclearPathError ? problemAnswer(error.status, error) : undefined;
}

/** Runs the application's own code. If one of its rules cannot judge the path, the answer is 400. */
export async function catchUnclearPath<Result>(run: () => Result | Promise<Result>): Promise<Result | Response> {
  try {
    return await run();
  } catch (error) {
    const answer = unclearPathAnswer(error);
    if (answer) return answer;
    throw error;
  }
}
