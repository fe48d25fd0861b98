import { createHash } from 'node:crypto';
import { resolveApiAddress } from '../../protocol/api-address.ts';
import { CLIENT_UAT_COOKIE, cookieSuffixOf, suffixedCookie } from '../../protocol/cookies.ts';
import { isEnvironment } from '../../protocol/is-environment.ts';
import { type FoundApi, type FoundKey, type Setup, textOf } from '../../protocol/diagnosis/setup.ts';
import { parsePublishableKey } from '../../protocol/keys.ts';
import { readTags, type Tag } from './read-tags.ts';
import type { Answer, Failure, Visitor } from './visitor.ts';

/** What the command line says about a page that scripts draw. */
export interface DoctorOptions {
  publishableKey?: string | undefined;
  /** Host or URL of the Frontend API. */
  frontendApi?: string | undefined;
  proxyUrl?: string | undefined;
}

/** The script of clerk-widgets, or of Clerk, in a page. */
export interface PageScript {
  tag: Tag;
  url: string;
  /** It is made for one instance: `/clerk.js`. */
  isInstance: boolean;
  answer: Answer | Failure;
}

export interface Api extends FoundApi {
  environmentAnswer: Answer | Failure;
  /** The answer to `GET /v1/client` of a browser whose cookie says, wrongly, that somebody is signed in. */
  clientAnswer: Answer | Failure;
}

/** A page that answered, and what it uses. The checks read it. */
export interface Facts extends Setup {
  visitor: Visitor;
  page: Answer;
  tags: readonly Tag[];
  /** Script files of the page's own origin, for secrets and keys in bundles. */
  bundles: readonly Answer[];
  script: PageScript | undefined;
  api: Api | undefined;
}

const OUR_SCRIPT = /\/(clerk(\.browser)?|clerk-widgets)\.js$/;
const KEY = /\bpk_(?:test|live)_[A-Za-z\d+/]+={0,2}/;
/** Script files of the page that are looked at. */
const MOST_BUNDLES = 8;

/** Gathers what the checks read about a page: its tags, its script, its key and its API. */
export async function gatherFacts(visitor: Visitor, page: Answer, options: DoctorOptions): Promise<Facts> {
  const pageUrl = new URL(page.url);
  const tags = readTags(page.text);
  const script = await readScript(visitor, tags, pageUrl);
  const bundles = await readBundles(visitor, tags, pageUrl, script?.url);
  const scriptKey = script?.isInstance ? keyIn(textOf(script.answer), 'the script of the instance') : undefined;
  const key = findKey(options, script, page, bundles);
  const named = nameApi(options, script, key ?? scriptKey, pageUrl);
  const api = named && (await readApi(visitor, named, pageUrl, key ?? scriptKey));
  return { visitor, page, pageUrl, tags, bundles, script, key, scriptKey, api };
}

/** Asks the Frontend API as a page of an origin does, with a cookie that tells nothing of anybody. */
export async function readApi(
  visitor: Visitor,
  { url, ...named }: Pick<Api, 'url' | 'isProxy' | 'place'>,
  { origin }: URL,
  key: FoundKey | undefined,
): Promise<Api> {
  const headers = { origin, accept: 'application/json' };
  const environmentAnswer = await visitor.visit(`${url}/v1/environment`, { headers });
  const json = parseJson(textOf(environmentAnswer));
  const environment = isEnvironment(json) ? json : undefined;
  const ownKey = environment?.publishable_key ?? key?.raw;
  const suffix = ownKey && cookieSuffixOf(createHash('sha1').update(ownKey).digest());
  const names = [CLIENT_UAT_COOKIE, ...(suffix ? [suffixedCookie(CLIENT_UAT_COOKIE, suffix)] : [])];
  const cookie = names.map((name) => `${name}=1`).join('; ');
  const clientAnswer = await visitor.visit(`${url}/v1/client`, { headers: { ...headers, cookie } });
  return { url, ...named, environmentAnswer, environment, clientAnswer };
}

async function readScript(visitor: Visitor, tags: readonly Tag[], pageUrl: URL): Promise<PageScript | undefined> {
  const base = tags.find(({ name }) => name === 'base')?.attributes.get('href') ?? '';
  const from = URL.canParse(base, pageUrl.href) ? new URL(base, pageUrl.href) : pageUrl;
  const scripts = tags.filter(({ name, attributes }) => name === 'script' && attributes.get('src'));
  const isNamed = ({ attributes }: Tag) => [...attributes.keys()].some((name) => name.startsWith('data-clerk-'));
  const urlOf = ({ attributes }: Tag) => {
    const src = attributes.get('src') ?? '';
    return URL.canParse(src, from.href) ? new URL(src, from.href) : undefined;
  };
  const tag = scripts.find(isNamed) ?? scripts.find((each) => OUR_SCRIPT.test(urlOf(each)?.pathname ?? ''));
  const url = tag && urlOf(tag);
  if (!url) return undefined;
  const headers: Record<string, string> =
    url.origin === pageUrl.origin || !tag.attributes.has('crossorigin') ? {} : { origin: pageUrl.origin };
  const answer = await visitor.visit(url.href, { headers });
  const isInstance = url.pathname.endsWith('/clerk.js') && !url.pathname.includes('/npm/') && !isNamed(tag);
  return { tag, url: url.href, isInstance: isInstance || /publishableKey:"pk_/.test(textOf(answer)), answer };
}

async function readBundles(
  visitor: Visitor,
  tags: readonly Tag[],
  pageUrl: URL,
  except: string | undefined,
): Promise<Answer[]> {
  const urls = tags.flatMap(({ name, attributes }) => {
    const src = name === 'script' ? attributes.get('src') : undefined;
    if (!src || !URL.canParse(src, pageUrl.href)) return [];
    const { href, origin } = new URL(src, pageUrl.href);
    return origin === pageUrl.origin && href !== except ? [href] : [];
  });
  const answers = await Promise.all([...new Set(urls)].slice(0, MOST_BUNDLES).map((url) => visitor.visit(url)));
  return answers.filter((answer) => answer.kind === 'answer');
}

function findKey(
  { publishableKey }: DoctorOptions,
  script: PageScript | undefined,
  page: Answer,
  bundles: readonly Answer[],
): FoundKey | undefined {
  if (publishableKey) return toKey(publishableKey, '--publishable-key');
  const given = script?.tag.attributes.get('data-clerk-publishable-key');
  if (given !== undefined) return toKey(given, 'data-clerk-publishable-key');
  const written = keyIn(page.text, 'the HTML of the page');
  if (written) return written;
  for (const { url, text } of bundles) {
    const found = keyIn(text, new URL(url).pathname);
    // What looks like a key in a bundle may be an example of a documentation.
    if (found?.parsed) return found;
  }
  return undefined;
}

function keyIn(text: string, place: string): FoundKey | undefined {
  const raw = KEY.exec(text)?.[0];
  return raw === undefined ? undefined : toKey(raw, place);
}

function toKey(raw: string, place: string): FoundKey {
  try {
    return { raw, place, parsed: parsePublishableKey(raw) };
  } catch {
    return { raw, place, parsed: undefined };
  }
}

function nameApi(
  { frontendApi, proxyUrl }: DoctorOptions,
  script: PageScript | undefined,
  key: FoundKey | undefined,
  pageUrl: URL,
): Pick<Api, 'url' | 'isProxy' | 'place'> | undefined {
  if (frontendApi) {
    const url = /^https?:\/\//.test(frontendApi) ? frontendApi : `https://${frontendApi}`;
    return { url: url.replace(/\/+$/, ''), isProxy: false, place: '--frontend-api' };
  }
  const attributes = script?.tag.attributes;
  const proxy = proxyUrl ?? attributes?.get('data-clerk-proxy-url');
  const place = proxyUrl ? '--proxy-url' : 'data-clerk-proxy-url';
  if (proxy && URL.canParse(proxy, pageUrl.href)) {
    const { origin, pathname } = new URL(proxy, pageUrl.href);
    return { url: origin + pathname.replace(/\/+$/, ''), isProxy: true, place };
  }
  if (script?.isInstance) {
    const url = new URL('.', script.url).href.replace(/\/+$/, '');
    return { url, isProxy: new URL(url).pathname !== '/', place: 'the attribute src of the script tag' };
  }
  if (!key?.parsed) return undefined;
  const domain = attributes?.get('data-clerk-domain');
  const { baseUrl, proxyUrl: own } = resolveApiAddress(key.parsed, { ...(domain && { domain }) }, pageUrl.href);
  return { url: baseUrl.replace(/\/v1$/, ''), isProxy: own !== undefined, place: key.place };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
