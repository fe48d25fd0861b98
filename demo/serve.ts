/**
 * The demo: a small site that loads the script from the server's own CDN, as a customer's site would.
 *
 * `PORT` and `DATABASE_URL` override the defaults. `--cross-origin` (or `DEMO_API_PORT`) puts the API on a port of
 * its own, so that pages and API are two origins. `--with passkeys,totp` (or `DEMO_WITH`) turns on these sign-in methods
 * alone, and `--with ''` none but the address with its password; see `methods.ts`. `--frameworks` builds the apps of
 * `demo/frameworks` first, for the page `/frameworks`. `TASKS_DATABASE_URL` names a Postgres server for the page `/tasks`, which
 * otherwise has a Postgres in this process, in memory.
 */
import '../build/source-hooks.ts';
import { onStopSignal } from '../src/server/serve/on-stop-signal.ts';
import { parseMethods } from './methods.ts';
import { startDemoSite } from './server/start-demo-site.ts';

const {
  PORT = '4400',
  DEMO_API_PORT,
  DEMO_WITH,
  DATABASE_URL = 'sqlite:./data/demo.db',
  CLERK_KEY_FILE,
  TASKS_DATABASE_URL,
} = process.env;
const afterWith = process.argv.includes('--with') ? process.argv[process.argv.indexOf('--with') + 1] : undefined;
const isCrossOrigin = DEMO_API_PORT !== undefined || process.argv.includes('--cross-origin');

async function main(): Promise<void> {
  // Imported only then: it installs packages.
  const builder = process.argv.includes('--frameworks') ? await import('./server/build-frameworks.ts') : undefined;
  const frameworks = builder ? builder.builtFiles(await builder.buildFrameworks()) : {};
  const site = await startDemoSite({
    port: Number(PORT),
    apiPort: isCrossOrigin ? Number(DEMO_API_PORT ?? 0) : undefined,
    methods: parseMethods(afterWith ?? DEMO_WITH ?? 'all'),
    databaseUrl: DATABASE_URL,
    tasksDatabaseUrl: TASKS_DATABASE_URL,
    frameworks,
    // Beside a SQLite database the keys have their own file; a Postgres may be on another machine.
    keyFile: CLERK_KEY_FILE ?? (DATABASE_URL.startsWith('sqlite:') ? undefined : './data/demo.keys.json'),
  });
  const stopped = onStopSignal(() => site.close());
  console.log(`admin page ${site.adminLink}`);
  console.log(`demo ready ${site.origin}`);
  await stopped;
}

main().catch((error: unknown) => {
  console.error(
    error instanceof Error && /^(ConfigError|RangeError|StorageUnavailable)$/.test(error.name) ? error.message : error,
  );
  process.exitCode = 1;
});
