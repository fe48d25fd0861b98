import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { type CdnFile, type CdnLibrary, createFile } from '../../src/server/cdn/cdn-library.ts';
import { createCdn } from '../../src/server/cdn/create-cdn.ts';
import type { InstanceSettings } from '../../src/server/cdn/fold-settings.ts';
import { openReleases, type Releases, type ReleasesDeps } from '../../src/server/cdn/releases.ts';
import { openStorage } from '../../src/server/storage/open-storage.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { FakeClock } from './fake-clock.ts';
import { openPgliteStorage } from './pglite-storage.ts';
import { newSchemaUrl } from './postgres-schema.ts';

/** One database that several nodes share. Each node has its own connection if the database allows several. */
export interface SharedDatabase {
  connect(): Promise<Storage>;
  /** Closes all connections and keeps the database. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
}

/** Creates a database of each kind: a SQLite file, and Postgres, on a real server if there is one. */
export const DATABASES: Record<string, () => Promise<SharedDatabase>> = {
  SQLite: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'clerk-releases-'));
    return shareUrl(`sqlite:${path.join(folder, 'clerk.db')}`, () => rm(folder, { recursive: true, force: true }));
  },
  Postgres: async () => {
    if (process.env.POSTGRES_URL) return shareUrl(await newSchemaUrl(), async () => {});
    const storage = await openPgliteStorage();
    return { connect: async () => storage, disconnect: async () => {}, close: () => storage.close() };
  },
};

function shareUrl(url: string, clean: () => Promise<void>): SharedDatabase {
  const opened: Storage[] = [];
  const disconnect = async () => {
    for (const storage of opened.splice(0)) await storage.close();
  };
  return {
    disconnect,
    async connect() {
      const storage = await openStorage(url);
      opened.push(storage);
      return storage;
    },
    async close() {
      await disconnect();
      await clean();
    },
  };
}

/** Returns the versions that a node has itself, from texts by version and path. */
export function libraryOf(versions: Record<string, Record<string, string>>): CdnLibrary {
  return new Map(
    Object.entries(versions).map(([version, files]) => [
      version,
      new Map(Object.entries(files).map(([name, text]) => [name, fileOf(text)])),
    ]),
  );
}

/**
 * Returns the files of a build whose `clerk.js` takes settings. Each script adds its name to the global `ran`, and
 * `clerk.js` leaves what it was given as the global `settings`, as does the script for Clerk's SDKs.
 *
 * @param elements the names of the elements that it has, in addition to `sign-in`
 */
export function fakeBuild(version: string, elements: readonly string[] = ['user-button']): Record<string, string> {
  const names = ['sign-in', ...elements];
  const chunk = (name: string) => `chunks/${name}-${version.replaceAll('.', '')}.js`;
  const chunks = ['ui', ...names].map((name) => [chunk(name), `ran.push('${name} ${version}');\n`]);
  return {
    'clerk.js': `(e=>{ran.push('clerk ${version}');globalThis.settings=e})();\n`,
    'clerk.browser.js': `ran.push('parts ${version}');(e=>{ran.push('bridge ${version}');globalThis.settings=e})();\n`,
    'ui.browser.js': `ran.push('screens ${version}');\n`,
    'elements.json': JSON.stringify(Object.fromEntries(names.map((name) => [name, [chunk('ui'), chunk(name)]]))),
    ...Object.fromEntries(chunks),
  };
}

/** Writes {@link fakeBuild} into a new directory for `cdnDir`, inside of `folder`. */
export async function writeBuild(folder: string, version: string): Promise<string> {
  const directory = await mkdtemp(path.join(folder, 'build-'));
  for (const [name, text] of Object.entries(fakeBuild(version))) {
    const file = path.join(directory, version, 'dist', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return directory;
}

/** Runs a script of {@link fakeBuild}, and returns the scripts that ran, in order, and the settings. */
export function runFake(text: string): { ran: string[]; settings: InstanceSettings | undefined } {
  const page: ReturnType<typeof runFake> = { ran: [], settings: undefined };
  runInNewContext(text, page);
  return structuredClone({ ran: page.ran, settings: page.settings });
}

function fileOf(text: string): CdnFile {
  return createFile('text/javascript; charset=utf-8', new TextEncoder().encode(text));
}

const SECRET = new Uint8Array(32).fill(7);

export interface TestNode extends Releases {
  /** Answers a path below `/npm/clerk-widgets`, such as `@1/dist/clerk.js`. */
  get(path: string): Promise<Response>;
  /** Refreshes the node and returns the version that a range resolves to. */
  named(range: string): Promise<string | undefined>;
}

/** Starts the CDN of one node. All nodes share a secret by default. */
export async function startNode(
  own: CdnLibrary,
  deps: Partial<ReleasesDeps> & Pick<ReleasesDeps, 'storage'>,
): Promise<TestNode> {
  const silent = { info() {}, warn() {}, error() {} };
  const options = { clock: new FakeClock(), secret: SECRET, logger: silent, keepDays: 90, ...deps, own };
  const releases = await openReleases(options);
  const cdn = createCdn(releases);
  const get = (file: string) => cdn(new Request(`https://clerk.example.com/npm/clerk-widgets${file}`));
  return {
    ...releases,
    get,
    async named(range) {
      await releases.refresh();
      const answer = await get(`@${range}/dist/clerk.js`);
      return /@([^/]+)\//.exec(answer.headers.get('Content-Location') ?? '')?.[1];
    },
  };
}
