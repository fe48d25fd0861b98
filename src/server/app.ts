import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { cookieSuffixOf } from '../protocol/cookies.ts';
import { createPictureEncoder } from './account/picture-encoder.ts';
import { createAuditedReads } from './audit/audited-reads.ts';
import { readSecretKey } from './backend-api/authenticate-key.ts';
import { vouchForVisitor } from './backend-api/vouch-for-visitor.ts';
import { createBackendApi } from './backend-api/backend-api.ts';
import { instanceIdOf } from './backend-api/instance-id.ts';
import { createEventPresenter } from './backend-api/present-event-data.ts';
import { createBotCheck } from './bot-check/bot-check.ts';
import type { AppEnv, RequestInfo } from './http/app-env.ts';
import type { Clock } from './clock.ts';
import type { InstanceConfig } from './config/config.ts';
import type { Delivery } from './delivery/port.ts';
import { createLateMessages } from './enumeration/late-messages.ts';
import { createEventDelivery } from './events/event-delivery.ts';
import { createMailToOwner } from './events/mail-to-owner.ts';
import { ApiError } from './http/errors.ts';
import { createJwtTemplates } from './jwt-templates/jwt-templates.ts';
import { createSessionClaims } from './jwt-templates/session-claims.ts';
import { deriveKey } from './keys/master-key.ts';
import type { InstanceSigner } from './keys/signing-key.ts';
import { LIMITS, type Limits } from './http/limits.ts';
import { refuseOtherMethods } from './http/refuse-other-methods.ts';
import { consoleLogger, type Logger } from './logger.ts';
import { type PageRenderer, hostedPageOf } from './hosted-pages/page-renderer.ts';
import { createTotpSeeds } from './factors/totp/totp-seeds.ts';
import { answerError } from './http/middleware/answer-error.ts';
import { answerHeaders } from './http/middleware/answer-headers.ts';
import { overriddenMethod, refuseOtherOverrides } from './http/middleware/method-override.ts';
import { configThroughProxy, DEFAULT_PROXY_PATH, readProxyUrl } from './http/through-proxy.ts';
import { checkOrigin } from './http/middleware/origin.ts';
import { readContext } from './http/middleware/read-context.ts';
import type { ProviderFetch } from './lib/guarded-fetch.ts';
import { lazy } from './lib/lazy.ts';
import { lazyGoogleIdTokens } from './factors/google-one-tap/lazy-google-id-tokens.ts';
import { lazyOAuthClient } from './factors/oauth/lazy-oauth-client.ts';
import { type BreachCounts, createBreachCheck } from './factors/password/breach-check.ts';
import { createPasswordHasher, type PasswordHasher } from './factors/password/password-hasher.ts';
import { createReadiness } from './storage/readiness.ts';
import { createSignUpRestrictions } from './restrictions/sign-up-restrictions.ts';
import { clientRoutes } from './frontend-api/routes/client.ts';
import { emailAddressRoutes } from './frontend-api/routes/email-addresses.ts';
import { externalAccountRoutes } from './frontend-api/routes/external-accounts.ts';
import { handshakeRoutes } from './frontend-api/routes/handshake.ts';
import { linkRoutes } from './frontend-api/routes/links.ts';
import { meRoutes } from './frontend-api/routes/me.ts';
import { secondFactorRoutes } from './frontend-api/routes/second-factors.ts';
import { oauthCallbackRoutes } from './frontend-api/routes/oauth-callback.ts';
import { passkeyRoutes } from './frontend-api/routes/passkeys.ts';
import { profileImageRoutes } from './frontend-api/routes/profile-image.ts';
import { phoneNumberRoutes } from './frontend-api/routes/phone-numbers.ts';
import { publicRoutes } from './frontend-api/routes/public.ts';
import { reverificationRoutes } from './frontend-api/routes/reverification.ts';
import { sessionRoutes } from './frontend-api/routes/sessions.ts';
import { signInRoutes } from './frontend-api/routes/sign-ins.ts';
import { signUpRoutes } from './frontend-api/routes/sign-ups.ts';
import { wellKnownRoutes } from './frontend-api/routes/well-known.ts';
import { web3WalletRoutes } from './frontend-api/routes/web3-wallets.ts';
import type { Services } from './services.ts';
import type { Storage } from './storage/storage.ts';
import { watchStorage } from './storage/watch-storage.ts';
import { createMessageOutlet } from './webhooks/message-outlet.ts';
import { createWebhookOutlet } from './webhooks/webhook-outlet.ts';
import { createWebhookWorker } from './webhooks/webhook-worker.ts';
import { createWebhooks } from './webhooks/webhooks.ts';

export interface AppDeps {
  config: InstanceConfig;
  storage: Storage;
  delivery: Delivery;
  signer: InstanceSigner;
  /** 32 bytes from which the keys of all purposes are derived. */
  secret: Uint8Array;
  clock?: Clock;
  logger?: Logger;
  limits?: Limits;
  passwords?: PasswordHasher;
  /** For requests to other services; default the global one. */
  fetch?: typeof fetch;
  /**
   * Adds routes outside the API, after its own and before its 404. They are served under the proxy paths, too. It is called
   * with the settings of each address of the API.
   */
  extraRoutes?: (app: Hono, config: InstanceConfig) => void;
  /** Draws the forms of the hosted pages. Without it there are no such pages. */
  pageRenderer?: (() => Promise<PageRenderer>) | undefined;
}

export interface App {
  readonly services: Services;
  /**
   * Answers one request. Never rejects.
   *
   * @param info `ip`: address of the socket, for rate limits. Without it, limits per address are not counted, and the
   *   logger gets one warning
   */
  fetch(request: Request, info?: RequestInfo): Promise<Response>;
  /** From now on, answers that this node is not ready. All other answers stay the same. */
  drain(): void;
  /**
   * Delivers the domain events that a node committed and did not deliver, because it died.
   *
   * @param isOver asked before each event; stops when it returns true
   */
  catchUp(isOver: () => boolean): Promise<void>;
  /** Sends the webhooks that are due, in the background. Call it every few seconds. */
  sendWebhooks(): Promise<void>;
  /** Starts no further webhook, and breaks off those under way: another node or the next start sends them. */
  stop(): void;
  /** Resolves when no domain event, webhook or message is being delivered any more. Call it before you close the storage. */
  settle(): Promise<void>;
  /** Returns method and path of every route of both APIs, such as `GET /v1/client/sign_ins/:id`. */
  routes(): { frontend: string[]; backend: string[] };
  /** Returns what the look-up of leaked passwords has done since the start. */
  breachCounts(): BreachCounts;
}

/** Creates the Frontend API and the Backend API as one web-standard `fetch`. The process keeps no state that another node would miss. */
export function createApp(deps: AppDeps): App {
  const { config, logger = consoleLogger, clock = { now: Date.now } } = deps;
  const watched = watchStorage(deps.storage, logger);
  const mailToOwner = createMailToOwner({
    config,
    delivery: { send: (message, cause) => services.delivery.send(message, cause) },
    logger,
  });
  const webhooks = createWebhooks(config, deps.secret, instanceIdOf(config), (ids) => worker.wake(ids));
  const webhookDeps = { config, clock, logger, webhookKey: webhooks.key };
  const worker = createWebhookWorker({ ...webhookDeps, ...webhooks, storage: watched });
  const present = createEventPresenter(config);
  const outlet = createWebhookOutlet({ ...webhookDeps, ...webhooks, present });
  const events = createEventDelivery(watched, [mailToOwner], { clock, logger, outlet });
  const { storage } = events;
  const services: Services = {
    config,
    logger,
    storage,
    delivery: createMessageOutlet({ config, logger, storage, clock, webhooks }, deps.delivery),
    signer: deps.signer,
    auditedReads: createAuditedReads(storage, logger),
    lateMessages: createLateMessages(logger),
    passwords: deps.passwords ?? createPasswordHasher(),
    restrictions: createSignUpRestrictions(config.restrictions, config.testMode),
    botCheck: createBotCheck({ config, storage, logger, secret: deps.secret, fetch: deps.fetch ?? fetch }),
    breaches: createBreachCheck(
      { enabled: config.password.breachCheck, url: config.password.breachCheckUrl },
      logger,
      deps.fetch,
    ),
    placeholderKey: deriveKey(deps.secret, 'placeholders'),
    codeKey: deriveKey(deps.secret, 'one-time-codes'),
    testingTokenKey: deriveKey(deps.secret, 'testing-tokens'),
    backupCodeKey: deriveKey(deps.secret, 'backup-codes'),
    totpSeeds: createTotpSeeds(deps.secret),
    oauth: lazyOAuthClient(
      {
        fetch: deps.fetch as ProviderFetch | undefined,
        now: () => clock.now(),
        logger,
      },
      config.oauth.length > 0,
    ),
    googleIdTokens: lazyGoogleIdTokens({ config, fetch: deps.fetch as ProviderFetch | undefined, logger }),
    jwtTemplates: createJwtTemplates(config, deps.secret),
    sessionClaims: createSessionClaims(config),
    refreshKey: deriveKey(deps.secret, 'refresh-tokens'),
    oauthKey: deriveKey(deps.secret, 'oauth-authorizations'),
    oauthTokenKey: deriveKey(deps.secret, 'oauth-tokens'),
    cookieSuffix: cookieSuffixOf(createHash('sha1').update(config.publishableKey).digest()),
    limits: deps.limits ?? LIMITS,
    pictures: createPictureEncoder(),
    webhooks,
    readiness: createReadiness(storage, clock),
    clock,
  };
  const renderer = deps.pageRenderer;
  /** The API, and the pages, as they are at one address. */
  const createAddress = (settings: InstanceConfig): Address => ({
    api: createFrontendApi({ ...services, config: settings }, deps.extraRoutes),
    pages:
      renderer &&
      lazy(async () => {
        const { createHostedPages } = await import('./hosted-pages/hosted-pages.ts');
        return createHostedPages({ config: settings, logger, clock, fetch: answer, renderer });
      }, false),
  });
  const direct = createAddress(config);
  const proxied = new Map<string, Address>();
  /** The same at the address of a proxy. There are no more of them than the settings name. */
  const through = (proxyUrl: string): Address => {
    const known = proxied.get(proxyUrl);
    if (known) return known;
    const made = createAddress(configThroughProxy(config, proxyUrl));
    proxied.set(proxyUrl, made);
    return made;
  };
  const backendApi = createBackendApi(services);
  // Few processes ever show it, so it is loaded for its first request.
  let adminApp: Promise<Pick<Hono<AppEnv>, 'fetch'>> | undefined;
  const admin = () =>
    (adminApp ??= import('./admin/admin-app.ts').then(({ createAdminApp }) => createAdminApp(services)));

  async function answer(request: Request, info: RequestInfo = {}): Promise<Response> {
    const url = new URL(request.url);
    const path = pathOf(url.pathname, config.proxyPaths);
    // The two APIs share paths. This is decided before cookies, `Origin` and `_method` are looked at.
    if (path.startsWith('/v1/') && readSecretKey(request.headers) !== undefined) {
      return backendApi.fetch(request, { info, url, path, isOverridden: false });
    }
    const proxyUrl = readProxyUrl(request.headers, config);
    // Only at the address of the server itself: a page of the application that shares an origin with it could act for it.
    if (config.adminPage && proxyUrl === undefined && /^\/__admin(\/|$)/.test(url.pathname)) {
      return (await admin()).fetch(request, { info, url, path, isOverridden: false });
    }
    const { api, pages } = proxyUrl === undefined ? direct : through(proxyUrl);
    if (pages && config.hostedPages && (hostedPageOf(path) || (path === '/' && isHome(config)))) {
      return (await pages()).fetch(request, { info, url, path, isOverridden: false });
    }
    const verb = overriddenMethod(request.method, url.searchParams);
    const env: AppEnv['Bindings'] = { info, url, path, isOverridden: verb !== undefined };
    return api.fetch(verb === undefined ? request : new Request(request, { method: verb }), env);
  }

  return {
    services,
    drain: () => services.readiness.drain(),
    async catchUp(isOver) {
      await events.catchUp(isOver);
      if (!isOver()) await worker.tidy();
    },
    sendWebhooks: worker.kick,
    stop: worker.stop,
    async settle() {
      await services.auditedReads.settle();
      await services.lateMessages.settle();
      await events.settle();
      await worker.settle();
    },
    breachCounts: services.breaches.counts,
    routes: () => ({ frontend: routesOf(direct.api), backend: routesOf(backendApi) }),
    fetch: answer,
  };
}

/** Returns whether the server itself is all that its users have. */
function isHome({ homeUrl, url }: InstanceConfig): boolean {
  return homeUrl === url;
}

/** One of the addresses of the server. */
interface Address {
  readonly api: Hono<AppEnv>;
  readonly pages: (() => Promise<Pick<Hono<AppEnv>, 'fetch'>>) | undefined;
}

/** Creates the Frontend API at one address, which `config.url` of the services is. */
function createFrontendApi(services: Services, extraRoutes: AppDeps['extraRoutes']): Hono<AppEnv> {
  const { config, logger } = services;
  const app = new Hono<AppEnv>({ getPath: (_request, options) => options?.env?.path ?? '/' });
  app.onError(answerError(config, logger));
  app.notFound(() => {
    throw new ApiError('resource_not_found', {
      longMessage: 'There is no resource at this path. The Backend API needs the header Authorization: Bearer sk_…',
    });
  });
  app.use(answerHeaders(config), checkOrigin(config), refuseOtherOverrides());
  app.use('/v1/*', vouchForVisitor(services), readContext(services));
  for (const addRoutes of ROUTES) addRoutes(app, services);
  refuseOtherMethods(app);
  extraRoutes?.(app as unknown as Hono, config);
  return app;
}

const ROUTES = [
  publicRoutes,
  wellKnownRoutes,
  clientRoutes,
  handshakeRoutes,
  signInRoutes,
  signUpRoutes,
  sessionRoutes,
  reverificationRoutes,
  meRoutes,
  profileImageRoutes,
  secondFactorRoutes,
  emailAddressRoutes,
  externalAccountRoutes,
  oauthCallbackRoutes,
  phoneNumberRoutes,
  passkeyRoutes,
  linkRoutes,
  web3WalletRoutes,
];

function routesOf({ routes }: Pick<Hono<never>, 'routes'>): string[] {
  const named = routes.filter(({ method }) => method !== 'ALL');
  return [...new Set(named.map(({ method, path }) => `${method} ${path}`))].sort();
}

/** Returns the path below a proxy prefix, without the slash that stock clients add at the end. */
function pathOf(pathname: string, proxyPaths: readonly string[]): string {
  const prefix =
    [...proxyPaths, DEFAULT_PROXY_PATH].find((each) => each !== '' && pathname.startsWith(`${each}/`)) ?? '';
  const path = pathname.slice(prefix.length);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
