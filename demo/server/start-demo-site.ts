// The hosted pages draw the elements from their sources.
import '../../build/source-hooks.ts';
import type { JsonWebKey } from 'node:crypto';
import { createClerkClient } from '../../src/entries/backend.ts';
import { type ClerkServer, createServer, type ServerOptions } from '../../src/entries/server.ts';
import { listen } from '../../src/server/serve/listen.ts';
import { mergeSettings, METHODS } from '../methods.ts';
import { createApi } from './api.ts';
import type { BuiltApps } from './framework-apps.ts';
import { startDemoProvider } from './openid-provider.ts';
import { createOtherOrigin } from './other-origin.ts';
import { createPages } from './pages.ts';
import { createTasksApi, TASKS_TEMPLATE } from './tasks-api.ts';
import { openTasksDatabase, type TasksDatabase } from './tasks-database.ts';

export interface SiteOptions extends Pick<ServerOptions, 'clock' | 'logger'> {
  /** 0 takes any free port. */
  port: number;
  /** A port of its own for the API, so that pages and API are two origins; undefined for one origin. */
  apiPort?: number | undefined;
  /** Names of {@link METHODS}. */
  methods: readonly string[];
  databaseUrl: string;
  keyFile?: string | undefined;
  /** A Postgres server for the tasks; without it, they are in memory. */
  tasksDatabaseUrl?: string | undefined;
  /** The apps of `demo/frameworks` that are built. */
  frameworks?: BuiltApps;
}

export interface DemoSite {
  origin: string;
  /** Signs in to the admin page once. */
  adminLink: string;
  close(): Promise<void>;
}

type Answer = (request: Request, info: { ip?: string }) => Response | Promise<Response>;

const HOST = 'localhost';

/** Starts the demo: the Frontend API, the pages, the demo's own API, and the OpenID provider when it is among the methods. */
export async function startDemoSite(options: SiteOptions): Promise<DemoSite> {
  const { port, apiPort, methods, databaseUrl, keyFile, tasksDatabaseUrl, frameworks = {}, ...services } = options;
  const site = await open(port);
  const isCrossOrigin = apiPort !== undefined;
  const api = isCrossOrigin ? await open(apiPort || site.port + 1) : site;
  const provider = methods.includes('oauth')
    ? await startDemoProvider(`${api.origin}/v1/oauth_callback/notary`)
    : undefined;
  const other = await open(0);
  const server = await createServer(
    {
      ...mergeSettings([
        { attributes: { username: 'optional' } },
        ...methods.map((name) => METHODS[name] ?? {}),
        provider?.settings ?? {},
      ]),
      url: api.origin,
      applicationName: 'Fieldnotes',
      databaseUrl,
      ...(keyFile !== undefined && { keyFile }),
      allowedOrigins: [site.origin, other.origin],
      homeUrl: site.origin,
      // The demo has pages of its own. Those of the server are linked from its page "Hosted pages".
      signInUrl: `${site.origin}/sign-in`,
      signUpUrl: `${site.origin}/sign-up`,
      userProfileUrl: `${site.origin}/user`,
      afterSignInUrl: `${site.origin}/`,
      afterSignUpUrl: `${site.origin}/`,
      proxyPaths: ['/__clerk'],
      supportEmail: 'help@example.com',
      jwtTemplates: [TASKS_TEMPLATE],
      // No email leaves the machine: the codes are in the dev inbox.
      testMode: true,
      forceTestMode: true,
      // The demo shows a production instance, which has none by default.
      adminPage: true,
    },
    services,
  );
  await inviteGuest(server);
  const now = () => services.clock?.now() ?? Date.now();
  const { publishableKey } = server.config;
  const verification = {
    publishableKey,
    jwksUrl: `${api.origin}/.well-known/jwks.json`,
    authorizedParties: [site.origin],
    // One machine has one clock: a token is refused in the very second in which it expires.
    clockSkewSeconds: 0,
    now,
  };
  const clerk = createClerkClient(verification);
  other.answerWith(createOtherOrigin(site.origin, api.origin));
  const origins = { siteOrigin: site.origin, apiOrigin: api.origin, otherOrigin: other.origin };
  const ownApi = createApi({ ...origins, ...server, clerk, now, jwk: await publicKeyOf(server) });
  // A server that cannot be reached ends the start; the Postgres of this process waits for its first request.
  let tasks: Promise<TasksDatabase> | undefined = tasksDatabaseUrl ? openTasksDatabase(tasksDatabaseUrl) : undefined;
  await tasks;
  const tasksApi = createTasksApi({
    verification,
    database: () => (tasks ??= openTasksDatabase()),
    onError: (error) =>
      (services.logger ?? console).error('the database of the tasks failed', { error: String(error) }),
  });
  const pages = createPages({
    publishableKey,
    apiOrigin: isCrossOrigin ? api.origin : '',
    otherOrigin: other.origin,
    frameworks,
  });
  const notFound = () => new Response('Not found.\n', { status: 404 });
  site.answerWith(async (request, info) => {
    const rest = isCrossOrigin ? notFound : server.fetch;
    return (await tasksApi(request)) ?? (await ownApi(request)) ?? (await pages(request)) ?? rest(request, info);
  });
  if (isCrossOrigin) api.answerWith(server.fetch);
  return {
    origin: site.origin,
    adminLink: await server.createAdminLink(),
    async close() {
      await Promise.all([site, other, ...(isCrossOrigin ? [api] : [])].map((listener) => listener.close()));
      provider?.close();
      await server.close();
      await (await tasks)?.close();
    },
  };
}

async function publicKeyOf({ config, fetch }: ClerkServer): Promise<JsonWebKey> {
  const answer = await fetch(new Request(`${config.url}/.well-known/jwks.json`));
  const { keys } = (await answer.json()) as { keys: JsonWebKey[] };
  return keys[0] as JsonWebKey;
}

/** Listens before the server exists: a port of 0 is known only then, and the settings need it. */
async function open(port: number) {
  let answer: Answer = () => new Response('Starting.', { status: 503, headers: { 'Retry-After': '1' } });
  const listener = await listen({ host: HOST, port, fetch: (request, info) => answer(request, info) });
  return {
    origin: `http://${HOST}:${listener.port}`,
    port: listener.port,
    close: listener.close,
    answerWith: (next: Answer) => {
      answer = next;
    },
  };
}

/** Where nobody signs up without an invitation, one waits in the inbox after every start. */
async function inviteGuest({ config, invitations }: ClerkServer): Promise<void> {
  if (config.signUp.mode !== 'restricted') return;
  // A new address each time, because the previous guest may have an account by now.
  await invitations.create({ emailAddress: `guest-${Date.now().toString(36)}@example.com` });
}
