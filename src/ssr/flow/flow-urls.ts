import { redirectTarget } from '../../client/navigation/urls.ts';
import type { NavigationContext } from '../../client/navigation/navigate.ts';
import { keptParameters, LANDED, WITH_SIGN_UP } from '../../protocol/kept-parameters.ts';
import { parsePublishableKey } from '../../protocol/keys.ts';
import type { FlowRequest } from './flow-request.ts';

/** What only decides how a step is shown, as query parameters of its URL. Each is checked against the step. */
export interface ViewParameters {
  /** The factor that the user has chosen, by its strategy. Nothing was sent for it, so the API does not know. */
  factor?: string | undefined;
  /** What is shown in place of the factor: the list of other methods, or help. */
  choose?: string | undefined;
  /** A button of the screen that changes only the screen, as if it had been pressed. */
  press?: string | undefined;
}

/** The URLs of a flow without scripts, where each step is a page. */
export interface FlowUrls {
  /** Returns the absolute URL of a step, with the query parameters that are kept. */
  of(step: string, view?: ViewParameters): string;
  /** The page of the other form, with the query parameters that are kept. */
  readonly counterpart: string;
  /** Where the user goes after the flow, by the rules of the client. */
  readonly target: string;
  /** Returns the URL that a navigation of the flow leads to: a step of the other form has a page of its own. */
  resolve(to: string): string;
}

const NAMES = ['factor', 'choose', 'press'] as const satisfies readonly (keyof ViewParameters)[];

/** Returns the URLs of the flow of a request. */
export function flowUrls(request: Omit<FlowRequest, 'isPost'>): FlowUrls {
  const { kind, pageUrl, query } = request;
  const counterpartPage = pageUrl.replace(/[^/]*$/, kind === 'signIn' ? 'sign-up' : 'sign-in');
  return {
    of(step, view = {}) {
      const params = keptParameters(query, step === 'verify' ? LANDED : undefined);
      for (const name of NAMES) if (view[name]) params.set(name, view[name]);
      const isStart = !step || step === 'start';
      if (isStart && request.withSignUp) params.set(WITH_SIGN_UP, 'true');
      return withQuery(isStart ? pageUrl : `${pageUrl}/${step}`, params);
    },
    get counterpart() {
      return withQuery(counterpartPage, keptParameters(query));
    },
    get target() {
      return targetOf(request);
    },
    resolve(to) {
      const url = new URL(to, pageUrl);
      const [, step] = /^#\/([^?]+)$/.exec(url.hash) ?? [];
      if (!step || url.origin + url.pathname !== counterpartPage) return url.href;
      url.pathname += `/${step}`;
      url.hash = '';
      return url.href;
    },
  };
}

/** Returns the view parameters of a URL. */
export function viewParameters(query: URLSearchParams): ViewParameters {
  return Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? undefined]));
}

function withQuery(url: string, params: URLSearchParams): string {
  return params.size > 0 ? `${url}?${params}` : url;
}

function targetOf({ kind, pageUrl, query, environment, allowedOrigins }: Omit<FlowRequest, 'isPost'>): string {
  const { after_sign_in_url, after_sign_up_url } = environment.display_config;
  // The part of the instance that the redirect rules read.
  const context = {
    key: parsePublishableKey(environment.publishable_key),
    options: { allowedRedirectOrigins: [...allowedOrigins] },
    platform: { href: () => pageUrl, log() {} },
  } as unknown as NavigationContext;
  const fallbackRedirectUrl = kind === 'signIn' ? after_sign_in_url : after_sign_up_url;
  return new URL(redirectTarget(context, kind, { fallbackRedirectUrl }, query), pageUrl).href;
}
