import type { ErrorsJSON } from '../../protocol/json/error.ts';
import type { Refusal } from './page-renderer.ts';

/** Reads why the API has refused a call. */
export async function readRefusal(answer: Response): Promise<Refusal> {
  const { errors } = (await answer.json()) as ErrorsJSON;
  const seconds = Number(answer.headers.get('retry-after'));
  return {
    status: answer.status,
    text: errors[0]?.long_message ?? errors[0]?.message ?? '',
    ...(seconds > 0 && { retryAfter: seconds }),
  };
}
