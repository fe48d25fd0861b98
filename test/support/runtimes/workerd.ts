import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { build } from 'esbuild';

/** The package has no types. Its default export is the path of the program. */
const { default: program } = createRequire(import.meta.url)('workerd') as { default: string };

/** Workers that run in workerd, the runtime of Cloudflare. */
export interface Workers {
  /** The URL of each worker by its name. */
  urls: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Bundles a worker as its users' tools do, and starts it in workerd.
 *
 * @param entry file of the worker
 * @param workers compatibility date of each worker by its name. From 2026-08-04 on it has the modules of Node
 * @param variables what each worker has in its environment
 * @param sdk file that `clerk-widgets/backend` stands for; default: the sources
 */
export async function startWorkers(
  entry: string,
  workers: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
  sdk = 'src/entries/backend.ts',
): Promise<Workers> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'clerk-workerd-'));
  await build({
    entryPoints: [entry],
    outfile: path.join(folder, 'worker.js'),
    bundle: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker'],
    external: ['cloudflare:workers'],
    alias: { 'clerk-widgets/backend': path.resolve(sdk) },
    logLevel: 'error',
  });
  const config = path.join(folder, 'config.capnp');
  await writeFile(config, configOf(workers, variables));
  const child = spawn(program, ['serve', config, '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const stop = async () => {
    child.kill();
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  const urls: Record<string, string> = {};
  for await (const line of createInterface(child.stdio[3] as Readable)) {
    const { event, socket, port } = JSON.parse(line) as { event: string; socket?: string; port?: number };
    if (event === 'listen' && socket) urls[socket] = `http://127.0.0.1:${port}`;
    if (Object.keys(urls).length === Object.keys(workers).length) return { urls, stop };
  }
  await stop();
  throw new Error('workerd ended before it listened. Its own words are above.');
}

function configOf(workers: Readonly<Record<string, string>>, variables: Readonly<Record<string, string>>): string {
  const bindings = Object.entries(variables).map(
    ([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`,
  );
  const names = Object.keys(workers);
  const services = names.map(
    (name) => `(name = "${name}", worker = (
      modules = [(name = "worker.js", esModule = embed "worker.js")],
      compatibilityDate = "${workers[name]}",
      bindings = [${bindings.join(', ')}],
    ))`,
  );
  const sockets = names.map((name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`);
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${services.join(', ')}],
  sockets = [${sockets.join(', ')}],
);
`;
}
