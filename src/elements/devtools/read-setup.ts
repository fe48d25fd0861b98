import { address, absolute } from '../../client/platform/address.ts';
import { attempt, page } from '../../client/platform/native.ts';
import type { ClerkInstance } from '../../client/types.ts';
import type { FoundApi, FoundKey, Setup } from '../../protocol/diagnosis/setup.ts';
import { isEnvironment } from '../../protocol/is-environment.ts';
import { parsePublishableKey } from '../../protocol/keys.ts';
import { ask } from '../../client/platform/ask.ts';

/** What the page has in its HTML and in its instance, before anybody is asked. */
export interface PageParts {
  pageUrl: URL;
  /** URL of the script of the package; undefined when a bundle of the page has it. */
  scriptUrl: string | undefined;
  key: FoundKey | undefined;
  /** The API without an answer. */
  api: Omit<FoundApi, 'environment' | 'environmentAnswer'> | undefined;
}

const KEY = 'data-clerk-publishable-key';
const PROXY = 'data-clerk-proxy-url';
const OUR_SCRIPT = /\/(clerk(\.browser)?|clerk-widgets)\.js$/;

/** Reads what the page uses. */
export function readParts(clerk: ClerkInstance | undefined): PageParts {
  const pageUrl = new URL(address.href);
  const tag = scriptTag();
  const src = tag?.getAttribute('src');
  const scriptUrl = src ? absolute(src) : undefined;
  const given = tag?.getAttribute(KEY);
  const raw = clerk?.publishableKey || given;
  const place = given === raw ? KEY : scriptUrl ? 'the script of the instance' : 'the code of the page';
  const parsed = attempt(() => parsePublishableKey(raw));
  // An address without a path is the server itself, and so is the host of the key.
  const url = clerk?.proxyUrl ?? `https://${clerk?.frontendApi}`;
  const isProxy = new URL(url).pathname !== '/';
  const named = clerk?.proxyUrl && (tag?.getAttribute(PROXY) ? PROXY : 'the proxy URL');
  const api = clerk && { url, isProxy, place: named || place };
  return { pageUrl, scriptUrl, key: raw ? { raw, place, parsed } : undefined, api };
}

/** Asks the API who it is, as the page would. It sends no cookies: browsers hide why a request with cookies is refused. */
export async function readSetup({ pageUrl, key, api }: PageParts): Promise<Setup> {
  if (!api) return { pageUrl, key, scriptKey: undefined, api: undefined };
  const environmentAnswer = await ask(`${api.url}/v1/environment`);
  const json: unknown = environmentAnswer.kind === 'answer' && attempt(() => JSON.parse(environmentAnswer.text));
  const environment = isEnvironment(json) ? json : undefined;
  return { pageUrl, key, scriptKey: undefined, api: { ...api, environmentAnswer, environment } };
}

/** Returns the script tag of the package: the one with its attributes, else the one with its name. */
function scriptTag(): Element | undefined {
  const scripts = [...page.querySelectorAll('script[src]')];
  const pathOf = (script: Element) => attempt(() => new URL(absolute(script.getAttribute('src') ?? '')).pathname);
  return (
    scripts.find((script) => script.getAttributeNames().some((name) => name.startsWith('data-clerk-'))) ??
    scripts.find((script) => OUR_SCRIPT.test(pathOf(script) ?? ''))
  );
}
