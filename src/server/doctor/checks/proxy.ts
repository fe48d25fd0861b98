import { isEnvironment } from '../../../protocol/is-environment.ts';
import type { Check } from '../check.ts';
import type { Api, Facts } from '../facts.ts';
import { textOf } from '../facts.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { Answer, Failure } from '../visitor.ts';
import { describeAnswer, isRefused } from './origin.ts';

/** The proxy of the application: that it reaches the API, with query, method, cookies and its own address. */
export const checkProxy: Check = {
  name: 'proxy',
  good: 'The proxy forwards paths, query, method and cookies to the Frontend API.',
  async run(facts) {
    const { api } = facts;
    if (!api?.isProxy) return undefined;
    const { environmentAnswer: answer, url } = api;
    const values = { url, path: new URL(url).pathname };
    if (isRefused(answer)) return [];
    if (!api.environment) {
      const said = describe(answer);
      return [createFinding('proxy-not-forwarded', { ...values, answer: said }, said)];
    }
    return [...(await checkPosts(facts, api, values)), ...checkCookies(api, values), ...checkAddress(api, values)];
  },
};

function describe(answer: Answer | Failure): string {
  return answer.kind === 'failure' ? `nothing (${answer.reason})` : describeAnswer(answer);
}

/**
 * Sends two POST requests that change nothing. With `_method=PATCH` in the query the API answers its environment; without,
 * it answers 405.
 */
async function checkPosts(
  { visitor, pageUrl: { origin } }: Facts,
  { url }: Api,
  values: Readonly<Record<string, string>>,
): Promise<Finding[]> {
  const post = (query: string) =>
    visitor.visit(`${url}/v1/environment${query}`, { method: 'POST', headers: { origin, accept: 'application/json' } });
  const [changed, plain] = [await post('?_method=PATCH'), await post('')];
  if (isAnswerOfApi(changed)) {
    if (!isAnswerOfApi(plain)) return [];
    return [createFinding('proxy-method', { ...values, answer: 'it arrives as GET' }, 'POST answers what GET does')];
  }
  const isApi = textOf(plain).includes('method_not_allowed') && textOf(changed).includes('method_not_allowed');
  if (isApi) return [createFinding('proxy-query', values, 'POST with _method=PATCH answers method_not_allowed')];
  const answer = describe(changed);
  return [createFinding('proxy-method', { ...values, answer }, `POST answers ${answer}`)];
}

function isAnswerOfApi(answer: Answer | Failure): boolean {
  try {
    return isEnvironment(JSON.parse(textOf(answer)));
  } catch {
    return false;
  }
}

/** This server answers a browser that wrongly takes itself for signed in with cookies that say so. */
function checkCookies({ clientAnswer, environment }: Api, values: Readonly<Record<string, string>>): Finding[] {
  const isOurs = environment !== undefined && 'welcome_back' in environment.auth_config;
  if (!isOurs || clientAnswer.kind === 'failure' || clientAnswer.status !== 200) return [];
  if (clientAnswer.cookies.length > 0) return [];
  return [createFinding('proxy-cookies', values, 'Cookie: __client_uat=1 is answered without Set-Cookie')];
}

/** Pages of the server itself are at the address of the proxy, when it knows that address. */
function checkAddress({ environment, url }: Api, values: Readonly<Record<string, string>>): Finding[] {
  const page = environment?.display_config.sign_in_url ?? '';
  const host = environment?.publishable_key && decode(environment.publishable_key);
  if (!host || !URL.canParse(page) || new URL(page).host !== host || new URL(url).host === host) return [];
  return [createFinding('proxy-address', values, `sign_in_url: ${page}`)];
}

function decode(key: string): string {
  return Buffer.from(key.slice(8), 'base64').toString().replace(/\$$/, '');
}
