/**
 * The demo: a small site that loads the script from the server's own CDN, as a customer's site would.
 *
 * `PORT` and `DATABASE_URL` override the defaults. `--cross-origin` (or `DEMO_API_PORT`) puts the API on a port of
 * its own, so that pages and API are two origins. `--with passkeys,totp` (or `DEMO_WITH`) turns sign-in methods on, and
 * `--with all` those that go together; see `methods.ts`.
 */
import { createClerkClient } from '../src/entries/backend.ts';
import { createServer } from '../src/entries/server.ts';
import { listen } from '../src/server/serve/listen.ts';
import { onStopSignal } from '../src/server/serve/on-stop-signal.ts';
import { METHODS, mergeSettings, parseMethods } from './methods.ts';
import { startDemoProvider } from './openid-provider.ts';
import { createPages } from './pages.ts';

type Answer = (request: Request, info: { ip?: string }) => Response | Promise<Response>;

const HOST = 'localhost';
const { PORT = '4400', DEMO_API_PORT, DEMO_WITH, DATABASE_URL = 'sqlite:./data/demo.db', CLERK_KEY_FILE } = process.env;
const afterWith = process.argv.includes('--with') ? process.argv[process.argv.indexOf('--with') + 1] : undefined;
const isCrossOrigin = DEMO_API_PORT !== undefined || process.argv.includes('--cross-origin');

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

async function main(): Promise<void> {
  const site = await open(Number(PORT));
  const api = isCrossOrigin ? await open(Number(DEMO_API_PORT ?? site.port + 1)) : site;
  const methods = parseMethods(afterWith ?? DEMO_WITH ?? '');
  const provider = methods.includes('oauth')
    ? await startDemoProvider(`${api.origin}/v1/oauth_callback/notary`)
    : undefined;
  const server = await createServer({
    ...mergeSettings([
      { attributes: { username: 'optional' } },
      ...methods.map((name) => METHODS[name] ?? {}),
      provider?.settings ?? {},
    ]),
    url: api.origin,
    applicationName: 'Fieldnotes',
    databaseUrl: DATABASE_URL,
    // Beside a SQLite database the keys have their own file; a Postgres may be on another machine.
    keyFile: CLERK_KEY_FILE ?? (DATABASE_URL.startsWith('sqlite:') ? undefined : './data/demo.keys.json'),
    allowedOrigins: [site.origin],
    homeUrl: site.origin,
    afterSignInUrl: `${site.origin}/`,
    afterSignUpUrl: `${site.origin}/`,
    proxyPaths: ['/__clerk'],
    supportEmail: 'help@example.com',
    // No email leaves the machine: the codes are in the dev inbox.
    testMode: true,
    forceTestMode: true,
  });
  const { publishableKey, signUp } = server.config;
  if (signUp.mode === 'restricted') {
    // A new address each time, because the previous guest may have an account by now.
    await server.invitations.create({ emailAddress: `guest-${Date.now().toString(36)}@example.com` });
  }
  const clerk = createClerkClient({
    publishableKey,
    jwksUrl: `${api.origin}/.well-known/jwks.json`,
    authorizedParties: [site.origin],
  });
  const pages = createPages({ publishableKey, apiOrigin: isCrossOrigin ? api.origin : '', clerk });
  site.answerWith(async (request, info) => (await pages(request)) ?? server.fetch(request, info));
  if (isCrossOrigin) {
    api.answerWith(server.fetch);
    site.answerWith(async (request) => (await pages(request)) ?? new Response('Not found.\n', { status: 404 }));
  }
  const stopped = onStopSignal(async () => {
    await Promise.all(isCrossOrigin ? [site.close(), api.close()] : [site.close()]);
    provider?.close();
    await server.close();
  });
  console.log(`demo ready ${site.origin}`);
  await stopped;
}

main().catch((error: unknown) => {
  console.error(
    error instanceof Error && /^(ConfigError|RangeError|StorageUnavailable)$/.test(error.name) ? error.message : error,
  );
  process.exitCode = 1;
});
