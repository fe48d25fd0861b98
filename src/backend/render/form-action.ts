import { isPolicySource } from '../../protocol/is-policy-source.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import { keptParameters, WITH_SIGN_UP } from '../../protocol/kept-parameters.ts';
import { isPageUrl } from './page-url.ts';
import type { RenderFormOptions, RenderSignInOptions, RenderSignUpOptions } from './render-options.ts';

/** Where a form goes without JavaScript. */
export interface FormAction {
  /** Value of `action`; empty when there is no page that could read the form. */
  url: string;
  /** What `form-action` of a policy has to have. */
  source: string;
  /** The page is the application's own. */
  isOwn: boolean;
}

/**
 * Returns where a form goes without JavaScript: to the page of the server for the same task, which reads what the form sends,
 * goes on from there, and leads back when it is done.
 *
 * Clerk's own API has no such page, and names no key in its environment. A server of this package may have them off.
 *
 * @param browserApiUrl base of the Frontend API for browsers: an absolute URL, or a path
 * @param target page of the server that the URL is of, when it is a link to the other form
 */
export function formActionOf(
  page: 'sign-in' | 'sign-up',
  options: RenderFormOptions & Partial<RenderSignInOptions & RenderSignUpOptions>,
  environment: EnvironmentJSON,
  browserApiUrl: string,
  target = page,
): FormAction {
  const { action } = options;
  if (action !== undefined) return isPageUrl(action) ? formAction(action, true) : NONE;
  const hasNoPages = environment.publishable_key === undefined || environment.display_config.hosted_pages === false;
  if (browserApiUrl === '' || hasNoPages) return NONE;
  const isSameOrigin = browserApiUrl.startsWith('/');
  const parameters = [...parametersOf(page, options)].flatMap(([name, value]) => {
    const text = name.endsWith('_url') ? targetOf(value, options.url, isSameOrigin) : value;
    return text === undefined ? [] : [[name, text]];
  });
  const query = String(new URLSearchParams(parameters));
  return formAction(`${browserApiUrl}/${target}${query && `?${query}`}`);
}

/**
 * Lets the link to the other form lead where the form itself leads without JavaScript, if that is a page of the server: below
 * the path of the proxy, where the cookies are those of the application, and back to the same page. Elements do it by
 * themselves, but an environment that was fetched past the proxy does not know its address.
 *
 * @param apiUrls addresses under which the instance may name its own pages
 */
export function withHostedLink(
  page: 'sign-in' | 'sign-up',
  options: RenderFormOptions & Partial<RenderSignInOptions & RenderSignUpOptions>,
  environment: EnvironmentJSON,
  browserApiUrl: string,
  apiUrls: readonly string[],
): EnvironmentJSON {
  const other = page === 'sign-in' ? 'sign-up' : 'sign-in';
  const name = other === 'sign-up' ? 'sign_up_url' : 'sign_in_url';
  const { display_config } = environment;
  if (!apiUrls.some((url) => display_config[name] === `${url}/${other}`)) return environment;
  const { url } = formActionOf(page, { ...options, action: undefined }, environment, browserApiUrl, other);
  return url ? { ...environment, display_config: { ...display_config, [name]: url } } : environment;
}

/** Returns the parameters of a page's URL that the next step and links to the other form keep. */
export function keptOf({ url }: Pick<RenderFormOptions, 'url'>): URLSearchParams {
  return keptParameters(url !== undefined && URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams());
}

const NONE: FormAction = { url: '', source: '', isOwn: false };

function formAction(url: string, isOwn = false): FormAction {
  if (!URL.canParse(url)) return { url, source: "'self'", isOwn };
  const { origin } = new URL(url);
  // Browsers apply the policy to redirects of a form as well, and the last one leads back to the page.
  return isPolicySource(origin) ? { url, source: `${origin} 'self'`, isOwn } : NONE;
}

/** Returns what says where to go afterwards: the parameters of the page, then the options, as links between the forms do. */
function parametersOf(
  page: 'sign-in' | 'sign-up',
  options: RenderFormOptions & Partial<RenderSignInOptions & RenderSignUpOptions>,
): Map<string, string> {
  const own = page === 'sign-in' ? 'sign_in' : 'sign_up';
  const other = page === 'sign-in' ? 'sign_up' : 'sign_in';
  const given: [string, string | null | undefined][] = [
    [`${own}_force_redirect_url`, options.forceRedirectUrl],
    [`${own}_fallback_redirect_url`, options.fallbackRedirectUrl],
    [`${other}_force_redirect_url`, options.signUpForceRedirectUrl ?? options.signInForceRedirectUrl],
    [`${other}_fallback_redirect_url`, options.signUpFallbackRedirectUrl ?? options.signInFallbackRedirectUrl],
    [WITH_SIGN_UP, options.withSignUp ? 'true' : undefined],
  ];
  return new Map([...keptOf(options), ...given.filter((entry): entry is [string, string] => !!entry[1])]);
}

/** Returns a target as the other origin needs it; undefined when it is none, or when nobody knows where it begins. */
function targetOf(text: string, page: string | undefined, isSameOrigin: boolean): string | undefined {
  if (!isPageUrl(text)) return undefined;
  if (page !== undefined && URL.canParse(page)) return new URL(text, page).href;
  return isSameOrigin || URL.canParse(text) ? text : undefined;
}
