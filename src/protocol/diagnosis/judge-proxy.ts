import { isEnvironment } from '../is-environment.ts';
import { createFinding, type Finding } from './finding.ts';
import { describeAnswer, isRefused } from './judge-api.ts';
import { hostOfKey } from './judge-key.ts';
import { type Answered, type FoundApi, textOf, type Unanswered } from './setup.ts';

/** Sends a POST request without a body to an address, as the page would. */
type Post = (url: string) => Promise<Answered | Unanswered>;

/**
 * Returns what the proxy of an application does not forward: paths, query, method, or its own address. It sends two POST
 * requests that change nothing. With `_method=PATCH` in the query the API answers its environment; without, it answers 405.
 */
export async function judgeProxy(api: FoundApi, post: Post): Promise<Finding[]> {
  const { environmentAnswer: answer, url } = api;
  const values = { url, path: new URL(url).pathname };
  if (isRefused(answer)) return [];
  if (!api.environment) {
    const said = describeAnswer(answer);
    return [createFinding('proxy-not-forwarded', { ...values, answer: said }, said)];
  }
  const address = `${url}/v1/environment`;
  const [changed, plain] = [await post(`${address}?_method=PATCH`), await post(address)];
  return [...judgePosts(values, changed, plain), ...judgeAddress(api, values)];
}

function judgePosts(
  values: Readonly<Record<string, string>>,
  changed: Answered | Unanswered,
  plain: Answered | Unanswered,
): Finding[] {
  if (isAnswerOfApi(changed)) {
    if (!isAnswerOfApi(plain)) return [];
    return [createFinding('proxy-method', { ...values, answer: 'it arrives as GET' }, 'POST answers what GET does')];
  }
  const isApi = [plain, changed].every((each) => textOf(each).includes('method_not_allowed'));
  if (isApi) return [createFinding('proxy-query', values, 'POST with _method=PATCH answers method_not_allowed')];
  const answer = describeAnswer(changed);
  return [createFinding('proxy-method', { ...values, answer }, `POST answers ${answer}`)];
}

function isAnswerOfApi(answer: Answered | Unanswered): boolean {
  try {
    return isEnvironment(JSON.parse(textOf(answer)));
  } catch {
    return false;
  }
}

/** Pages of the server itself are at the address of the proxy, when it knows that address. */
function judgeAddress({ environment, url }: FoundApi, values: Readonly<Record<string, string>>): Finding[] {
  const page = environment?.display_config.sign_in_url ?? '';
  const host = environment?.publishable_key && hostOfKey(environment.publishable_key);
  if (!host || !URL.canParse(page) || new URL(page).host !== host || new URL(url).host === host) return [];
  return [createFinding('proxy-address', values, `sign_in_url: ${page}`)];
}
