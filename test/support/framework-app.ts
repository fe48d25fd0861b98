import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { linkPackage } from './link-package.ts';
import { freePort } from './listen.ts';
import { installPacked } from './packed.ts';

export interface AppOptions {
  /** Folder with the sources of the app, below `from`. */
  name: string;
  /** Folder with `package.json` and `package-lock.json`, below `from`, when apps share them. Default: `name`. */
  install?: string;
  /** Folder of the apps; default: `test/apps`. */
  from?: string;
  /** Environment of the build, such as variables that the framework writes into its bundles. */
  env?: Readonly<Record<string, string>>;
  /** Folder of this copy of the app, when two test files use it at a time. Default: `name`. */
  copy?: string;
  /** `false`: the app is not built, because a development server is to show it. */
  isBuilt?: boolean;
  /** Texts of files that the build finds in place of the app's own, by their path. */
  files?: Readonly<Record<string, string>>;
}

export interface StartOptions {
  env?: Readonly<Record<string, string>>;
  /** Script of `package.json` that serves the built app on `PORT`. Default: `start`. */
  script?: string;
  /** Command that serves the app, in place of a script. */
  command?: string;
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
  /** Runs a command of the app's packages, such as `tsc --noEmit`, and returns what it printed. It may fail. */
  run(command: string): Promise<string>;
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
export async function startApp(options: AppOptions & StartOptions): Promise<RunningApp> {
  return (await buildApp(options)).start(options);
}

/**
 * Installs what an app needs, and builds the app. Only the first run installs: the packages are kept until the lockfile
 * changes. The app itself is built each time.
 *
 * @throws with the output of the command that failed; without a registry, that of `npm ci`
 */
export async function buildApp({
  name,
  install = name,
  from = 'test/apps',
  copy = name,
  isBuilt = true,
  env = {},
  files = {},
}: AppOptions): Promise<BuiltApp> {
  const manifest = path.resolve(from, install, 'package.json');
  const folder = path.join(await installed(install, from), copy);
  await rm(folder, { recursive: true, force: true });
  await cp(path.resolve(from, name), folder, { recursive: true, filter: isSource });
  await copyFile(manifest, path.join(folder, 'package.json'));
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text);
  const target = path.join(folder, 'node_modules/clerk-widgets');
  if (from === 'test/apps') linkPackage('.', target);
  // What a newcomer copies has to work with what npm brings.
  else installPacked(target);
  const scripts = (JSON.parse(await readFile(manifest, 'utf8')) as { scripts: Record<string, string> }).scripts;
  if (isBuilt && scripts.build)
    await inform(`${name}: build`, () => finish(shell(scripts.build as string, folder, env)));
  return {
    folder,
    start: ({ script = 'start', command = scripts[script], ...options } = {}) => {
      if (!command) throw new Error(`${manifest} has no script "${script}".`);
      return serve(command, folder, options);
    },
    async run(command) {
      const child = shell(command, folder, env);
      await once(child.process, 'close');
      return child.output();
    },
  };
}

/** A developer may have installed and built the app in its own folder. */
function isSource(file: string): boolean {
  return !/\/(node_modules|dist|\.angular|\.svelte-kit|\.env)$/.test(file);
}

/** Returns a folder that has the packages of a lockfile. */
export async function installed(name: string, from = 'test/apps'): Promise<string> {
  const source = path.resolve(from, name);
  const files = {
    'package.json': await manifestWithoutPackage(source),
    'package-lock.json': await readFile(path.join(source, 'package-lock.json'), 'utf8'),
  };
  const hash = createHash('sha256');
  for (const text of Object.values(files)) hash.update(text);
  // Apps of different folders may share a name.
  const prefix = `${path.basename(from)}-${name}`;
  const folder = path.join(CACHE, `${prefix}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  // Another run may do the same at this moment, and either may be ended half-way: the folder gets its name when it is whole.
  const draft = path.join(CACHE, `draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    for (const [file, text] of Object.entries(files)) await writeFile(path.join(draft, file), text);
    await inform(`${name}: npm ci`, () => finish(shell('npm ci --no-audit --no-fund --include=dev', draft)));
    for (const old of await readdir(CACHE)) {
      // A folder of this lockfile is that of another run, which was faster and may have its app there by now.
      if (old === path.basename(folder) || !new RegExp(`^${prefix}-[0-9a-f]{12}$`).test(old)) continue;
      await rm(path.join(CACHE, old), { recursive: true, force: true });
    }
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Returns what npm is to install: the registry does not have this version of the package yet. */
async function manifestWithoutPackage(source: string): Promise<string> {
  const text = await readFile(path.join(source, 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as { dependencies?: Record<string, string> };
  if (!manifest.dependencies?.['clerk-widgets']) return text;
  delete manifest.dependencies['clerk-widgets'];
  return JSON.stringify(manifest);
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
  // A single command takes the place of the shell, so that ending the child ends the command.
  const child = spawn('sh', ['-c', command.includes('&&') ? command : `exec ${command}`], {
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
