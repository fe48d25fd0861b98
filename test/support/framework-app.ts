import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { linkPackage } from './link-package.ts';
import { freePort } from './listen.ts';

export interface AppOptions {
  /** Folder of `test/apps/` with the sources of the app. */
  name: string;
  /** Folder of `test/apps/` with `package.json` and `package-lock.json`, when apps share them. Default: `name`. */
  install?: string;
  /** Environment of the build, such as variables that the framework writes into its bundles. */
  env?: Readonly<Record<string, string>>;
}

export interface StartOptions {
  env?: Readonly<Record<string, string>>;
  /** Script of `package.json` that serves the built app on `PORT`. Default: `start`. */
  script?: string;
  /** Port of the app; default: a free one. A server that has to know the app's origin is started before the app. */
  port?: number;
  /** Output of the app when it takes requests. Default: a word such as "ready", or its own address. */
  ready?: RegExp;
}

/** A built app. It can be started several times, each time with another environment. */
export interface BuiltApp {
  /** Folder of this copy of the app. */
  readonly folder: string;
  start(options?: StartOptions): Promise<RunningApp>;
}

export interface RunningApp {
  /** `http://localhost:…` */
  readonly origin: string;
  /** Returns what the app has printed so far. */
  output(): string;
  close(): Promise<void>;
}

/**
 * Folder of the installed apps, which later runs use again. It is not below `node_modules`: bundlers treat sources of such a
 * folder as those of a package.
 */
const CACHE = path.resolve('.cache/apps');
const READY = /\b(ready|listening)\b|http:\/\/(localhost|127\.0\.0\.1):\d+/i;

/**
 * Builds an app of `test/apps/` with the registry's packages and the built package of this repository, and starts it.
 *
 * @example
 * const app = await startApp({ name: 'next', env: { CLERK_SECRET_KEY: secretKey } });
 * after(() => app.close());
 */
export async function startApp({ name, install, env, ...start }: AppOptions & StartOptions): Promise<RunningApp> {
  return (await buildApp({ name, install, env })).start({ env, ...start });
}

/**
 * Installs what an app needs, and builds the app. Only the first run installs: the packages are kept until the lockfile
 * changes. The app itself is built each time.
 *
 * @throws with the output of the command that failed; without a registry, that of `npm ci`
 */
export async function buildApp({ name, install = name, env = {} }: AppOptions): Promise<BuiltApp> {
  const manifest = path.resolve('test/apps', install, 'package.json');
  const folder = path.join(await installed(install), name);
  await rm(folder, { recursive: true, force: true });
  await cp(path.resolve('test/apps', name), folder, { recursive: true });
  await copyFile(manifest, path.join(folder, 'package.json'));
  linkPackage('.', path.join(folder, 'node_modules/clerk-widgets'));
  const scripts = (JSON.parse(await readFile(manifest, 'utf8')) as { scripts: Record<string, string> }).scripts;
  if (scripts.build) await inform(`${name}: build`, () => finish(shell(scripts.build as string, folder, env)));
  return {
    folder,
    start: ({ script = 'start', ...options } = {}) => {
      const command = scripts[script];
      if (!command) throw new Error(`${manifest} has no script "${script}".`);
      return serve(command, folder, options);
    },
  };
}

/** Returns a folder that has the packages of a lockfile. */
export async function installed(name: string): Promise<string> {
  const source = path.resolve('test/apps', name);
  const files = ['package.json', 'package-lock.json'];
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(source, file)));
  const folder = path.join(CACHE, `${name}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  // Another run may do the same at this moment, and either may be ended half-way: the folder gets its name when it is whole.
  const draft = path.join(CACHE, `draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    for (const file of files) await copyFile(path.join(source, file), path.join(draft, file));
    await inform(`${name}: npm ci`, () => finish(shell('npm ci --no-audit --no-fund --include=dev', draft)));
    for (const old of await readdir(CACHE)) {
      if (new RegExp(`^${name}-[0-9a-f]{12}$`).test(old)) await rm(path.join(CACHE, old), { recursive: true });
    }
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function serve(
  command: string,
  folder: string,
  { env = {}, ready = READY, port: given }: StartOptions,
): Promise<RunningApp> {
  const port = given ?? (await freePort());
  const child = shell(command, folder, { HOST: 'localhost', ...env, PORT: `${port}` });
  await new Promise<void>((resolve, reject) => {
    child.onOutput((output) => ready.test(output) && resolve());
    child.process.once('exit', (code) => {
      reject(new Error(`"${command}" ended with ${code} before it was ready:\n${child.output()}`));
    });
  });
  return {
    origin: `http://localhost:${port}`,
    output: child.output,
    async close() {
      if (child.process.exitCode !== null || child.process.signalCode !== null) return;
      const gone = once(child.process, 'exit');
      // The app has nothing to save, and could wait for idle connections.
      child.process.kill('SIGKILL');
      await gone;
    },
  };
}

interface Shell {
  process: ChildProcess;
  output(): string;
  onOutput(listener: (output: string) => void): void;
}

/** Runs a command as npm would run a script, on the Node of this process. */
function shell(command: string, cwd: string, env: Readonly<Record<string, string>> = {}): Shell {
  const bins = [cwd, path.dirname(cwd)].map((folder) => path.join(folder, 'node_modules/.bin'));
  const parent = Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name));
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(parent),
      PATH: [...bins, path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
      CI: '1',
      NO_COLOR: '1',
      DO_NOT_TRACK: '1',
      NEXT_TELEMETRY_DISABLED: '1',
      CLERK_TELEMETRY_DISABLED: '1',
      NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1',
      ASTRO_TELEMETRY_DISABLED: '1',
      ...env,
    },
  });
  let text = '';
  const listeners: ((output: string) => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      for (const listener of listeners) listener(text);
    });
  }
  return { process: child, output: () => text, onOutput: (listener) => void listeners.push(listener) };
}

/** Variables of the test run, of the npm script that started it, and keys of a developer: none of them may reach an app. */
const OWN_VARIABLES =
  /^(npm_(?!config_)|npm_config_local_prefix$|INIT_CWD$|NODE_(ENV|OPTIONS|TEST_CONTEXT|COMPILE_CACHE)$|PORT$|HOST$|(\w+_)?CLERK_)/;

async function finish({ process, output }: Shell): Promise<void> {
  const [code] = (await once(process, 'close')) as [number | null];
  if (code !== 0) throw new Error(`"${process.spawnargs.at(-1)}" ended with ${code}:\n${output()}`);
}

/** Prints how long a step took: the whole run has to stay within its time. */
async function inform(step: string, work: () => Promise<void>): Promise<void> {
  const from = performance.now();
  await work();
  console.log(`${step} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
}
