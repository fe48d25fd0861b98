import { Hono } from 'hono';
import type { Language } from '../../localization/languages.ts';
import type { Clock } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import { pageHeaders, renderPage } from '../frontend-api/pages/page.ts';
import { presentEnvironment } from '../frontend-api/presenters/present-environment.ts';
import { languageFor } from '../delivery/language-for.ts';
import { oneLine } from '../delivery/templates/mail-text.ts';
import { loadWording, type Wording } from '../delivery/wording.ts';
import { parseAcceptLanguage } from '../http/accept-language.ts';
import type { AppContext, AppEnv, RequestInfo } from '../http/app-env.ts';
import { ApiError } from '../http/errors.ts';
import { answerError } from '../http/middleware/answer-error.ts';
import { answerHeaders } from '../http/middleware/answer-headers.ts';
import { redirectTarget } from '../http/redirect-target.ts';
import { refuseOtherMethods } from '../http/refuse-other-methods.ts';
import { escapeHtml } from '../../protocol/escape-html.ts';
import type { Logger } from '../logger.ts';
import { encodePage } from './encode-page.ts';
import { leavingPage } from './leaving-page.ts';
import { framePage } from './page-frame.ts';
import { pagePolicy } from './page-policy.ts';
import {
  type HostedPage,
  HOSTED_PAGES,
  type PageAnswer,
  type PageInput,
  type PageRenderer,
  type Refusal,
} from './page-renderer.ts';
import { readForm, withoutSecrets } from './read-form.ts';
import { readRefusal } from './read-refusal.ts';
import { userPage } from './user-page.ts';
import { createVisitor, type Visitor } from './visitor.ts';
import { waitlistPage } from './waitlist-page.ts';

export interface HostedPagesDeps {
  /** The settings at the address where the pages are shown. */
  config: InstanceConfig;
  logger: Logger;
  clock: Clock;
  /** Answers the API in this process, with what the host of the app knows of the request. */
  fetch(request: Request, info: RequestInfo): Promise<Response>;
  /** Loads what draws the forms. */
  renderer(): Promise<PageRenderer>;
}

/**
 * Creates the pages that the server has itself: `/sign-in`, `/sign-up`, `/waitlist` and `/user`, each with the paths of its
 * steps, for applications that have no such pages. Their forms work without JavaScript.
 *
 * A form posts to the page that it is on. The page asks the API as the visitor, so it can do nothing that the visitor could
 * not do by calling the API.
 */
export function createHostedPages({ config, logger, clock, fetch, renderer }: HostedPagesDeps): Hono<AppEnv> {
  const environment = presentEnvironment(config);
  const { origin } = new URL(config.url);

  const drawForm = async (input: PageInput): Promise<PageAnswer> => (await renderer()).answer(input);
  const draw: Record<HostedPage, (input: PageInput, wording: Wording) => Promise<PageAnswer>> = {
    'sign-in': drawForm,
    'sign-up': drawForm,
    waitlist: (input, wording) => waitlistPage(config, input, wording),
    user: (input, wording) => userPage(config, input, wording),
  };
  const languageOf = (c: AppContext): Language =>
    languageFor(config, parseAcceptLanguage(c.req.raw.headers.get('accept-language')));

  async function answer(c: AppContext, page: HostedPage): Promise<Response> {
    const request = c.req.raw;
    const { url, path, info } = c.env;
    const posted = request.method === 'POST' ? await readForm(request, config) : undefined;
    const prefix = prefixOf(c.env, config);
    const visitor = createVisitor((call) => fetch(call, info), request, { url: apiOf(c.env), origin });
    const isOriginHidden = posted?.isOriginHidden ?? false;
    const base = `${prefix}/${page}`;
    const language = languageOf(c);
    const wording = await loadWording(language);
    const input: PageInput = {
      page,
      step: path.slice(page.length + 2).replace(/^\/+|\/+$/g, ''),
      query: url.searchParams,
      form: isOriginHidden ? undefined : posted?.fields,
      ...(posted && isOriginHidden && { typed: withoutSecrets(posted.fields) }),
      environment,
      language,
      base,
      origin,
      allowedOrigins: config.allowedOrigins,
      now: () => clock.now(),
      fetch: visitor.fetch,
    };
    const drawn = await draw[page](input, wording).finally(() => {
      // A cookie that was replaced on the way has to reach the browser, whatever else fails.
      for (const cookie of visitor.setCookies) c.header('Set-Cookie', cookie, { append: true });
    });
    if ('redirect' in drawn) return goOn(config, wording, c, drawn, visitor);
    if ('refusal' in drawn) return refuse(config, wording, c, drawn.refusal);
    // What the frame says is in the language of the page.
    const frame = await loadWording(languageFor(config, [drawn.lang ?? 'en']));
    const framed = framePage(frame, config, { page, base, isOriginHidden }, drawn);
    setHeaders(c, pagePolicy(config, framed.styles));
    if (drawn.retryAfter !== undefined) c.header('Retry-After', String(drawn.retryAfter));
    return encodePage(c, framed.html, drawn.status, visitor.isUnknown);
  }

  const app = new Hono<AppEnv>({ getPath: (_request, options) => options?.env?.path ?? '/' });
  const asJson = answerError(config, logger);
  app.onError(async (error, c) =>
    refuse(config, await loadWording(languageOf(c)), c, await readRefusal(await asJson(error, c))),
  );
  app.notFound(() => {
    throw new ApiError('resource_not_found');
  });
  app.use(answerHeaders(config));
  for (const page of HOSTED_PAGES) {
    app.on(['GET', 'POST'], [`/${page}`, `/${page}/*`], (c) => answer(c, page));
  }
  // A server without a site has nothing else to show. The app sends requests for the root here in that case alone.
  app.get('/', (c) => c.redirect(`${prefixOf(c.env, config)}/user`, 303));
  refuseOtherMethods(app);
  return app;
}

/** Says in words what the API says as JSON. */
function refuse(
  config: InstanceConfig,
  wording: Wording,
  c: Pick<AppContext, 'header' | 'html'>,
  { status, text, retryAfter }: Refusal,
): Response | Promise<Response> {
  setHeaders(c, pageHeaders(config));
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  const content = `<p>${escapeHtml(text)}</p>`;
  const page = renderPage(wording.text('pages.failed'), oneLine(config.applicationName), content, wording);
  return c.html(page, status as 400);
}

/** Redirects to the next page, if the server may send visitors there. */
function goOn(
  config: InstanceConfig,
  wording: Wording,
  c: AppContext,
  { redirect: target, isProvider }: Extract<PageAnswer, { redirect: string }>,
  { providerUrls }: Visitor,
): Response {
  const { origin } = new URL(config.url);
  c.header('Vary', 'Cookie');
  if (isProvider && URL.canParse(target) && providerUrls.has(new URL(target).href)) {
    setHeaders(c, { ...pageHeaders(config), Refresh: `0; url=${new URL(target).href}` });
    return c.html(leavingPage(wording, config.applicationName, target));
  }
  const isPath = /^\/(?![/\\])/.test(target);
  const allowed = redirectTarget([isPath ? origin + target : target], config);
  // Below its own path the browser stays at the name of the server by which it has come.
  const isBelow = isPath || allowed.startsWith(`${origin}${prefixOf(c.env, config)}/`);
  // A path that begins with two slashes would name a host.
  const isOwn = isBelow && allowed.startsWith(`${origin}/`) && !allowed.startsWith(`${origin}//`);
  return c.redirect(isOwn ? allowed.slice(origin.length) : allowed, 303);
}

function setHeaders(c: Pick<AppContext, 'header'>, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
}

/** Path below which the browser finds the API and the pages; without a slash at its end. */
function prefixOf(env: AppEnv['Bindings'], config: InstanceConfig): string {
  const own = new URL(config.url).pathname.replace(/\/$/, '');
  if (own !== '') return own;
  return prefixOfRequest(env);
}

/** Address of the API as this request has it. */
function apiOf(env: AppEnv['Bindings']): string {
  return env.url.origin + prefixOfRequest(env);
}

function prefixOfRequest({ url, path }: AppEnv['Bindings']): string {
  return (path === '/' ? url.pathname : url.pathname.replace(/\/$/, '')).slice(0, -path.length);
}
