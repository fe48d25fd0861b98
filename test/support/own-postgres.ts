import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from './listen.ts';

type StopMode = 'fast' | 'immediate';

/** A Postgres server that a test may stop, freeze and break. */
export interface OwnPostgres {
  readonly port: number;
  /** Returns the URL of an existing database, for the superuser. @param params parameters of the query */
  url(params?: Record<string, string>): string;
  /** Runs one statement over a new connection. */
  query(sql: string, values?: unknown[]): Promise<pg.QueryResult>;
  start(): void;
  stop(mode: StopMode): void;
  /** Suspends all processes of the server: connections stay open, and the server answers nothing. */
  freeze(): void;
  thaw(): void;
  /** Starts a second server that replicates this one synchronously. A commit is acknowledged when both have it. */
  addStandby(): Promise<OwnPostgres>;
  promote(): void;
  /** Stops the server and deletes its files. */
  remove(): void;
}

/** The reason that skipped tests give. */
export const NO_SERVER = 'did not run: there is no Postgres server here (initdb and pg_ctl, or POSTGRES_BIN)';

const BINARIES = ['initdb', 'pg_ctl', 'pg_basebackup'];
const SETTINGS =
  '-c shared_buffers=16MB -c fsync=off -c listen_addresses=127.0.0.1 -c max_wal_senders=4 -c wal_level=replica';

/** Finds the folder of `initdb` and `pg_ctl`; undefined if it does not exist or no user may run them. */
export function postgresBinaries(): string | undefined {
  const places = [
    process.env.POSTGRES_BIN,
    ...(process.env.PATH ?? '').split(':'),
    ...globSync('/usr/lib/postgresql/*/bin'),
  ];
  const found = places.find((place) => place && BINARIES.every((name) => existsSync(path.join(place, name))));
  if (found === undefined || process.getuid?.() !== 0) return found;
  try {
    execFileSync('runuser', ['-u', 'postgres', '--', 'true'], { stdio: 'ignore' });
    return found;
  } catch {
    return undefined;
  }
}

/** Creates and starts a server, with its files in a temporary directory. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const directory = makeDirectory();
  run('initdb', ['-D', directory, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C']);
  const server = serverIn(directory, await freePort('127.0.0.1'));
  server.start();
  return server;
}

function serverIn(directory: string, port: number): OwnPostgres {
  const control = (...args: string[]) => run('pg_ctl', ['-D', directory, '-s', '-w', ...args]);
  const server: OwnPostgres = {
    port,
    url(params = {}) {
      const url = new URL(`postgres://postgres@127.0.0.1:${port}/postgres`);
      for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
      return url.href;
    },
    async query(sql, values) {
      const client = new pg.Client({ connectionString: server.url() });
      await client.connect();
      try {
        return await client.query(sql, values);
      } finally {
        await client.end();
      }
    },
    start: () => control('-o', `${SETTINGS} -p ${port} -k ${directory}`, '-l', path.join(directory, 'log'), 'start'),
    stop: (mode) => control('-m', mode, 'stop'),
    freeze: () => signal(directory, 'SIGSTOP'),
    thaw: () => signal(directory, 'SIGCONT'),
    async addStandby() {
      const copy = makeDirectory();
      rmSync(copy, { recursive: true });
      run('pg_basebackup', [
        '-d',
        server.url({ application_name: 'standby' }),
        '-D',
        copy,
        '-R',
        '--no-sync',
        '-c',
        'fast',
      ]);
      const standby = serverIn(copy, await freePort('127.0.0.1'));
      standby.start();
      await server.query("alter system set synchronous_standby_names = '*'");
      await server.query('select pg_reload_conf()');
      return standby;
    },
    promote: () => control('promote'),
    remove() {
      if (existsSync(path.join(directory, 'postmaster.pid'))) {
        server.thaw();
        server.stop('immediate');
      }
      rmSync(directory, { recursive: true, force: true });
      process.off('exit', server.remove);
    },
  };
  process.on('exit', server.remove);
  return server;
}

/** Runs a command, as the user `postgres` when this process is root: Postgres refuses to run as root. */
function run(command: string, args: string[]): string {
  const bin = path.join(postgresBinaries() ?? '', command);
  const options = {
    encoding: 'utf8',
    stdio: 'pipe' as const,
    cwd: tmpdir(),
  } satisfies ExecFileSyncOptionsWithStringEncoding;
  if (process.getuid?.() !== 0) return execFileSync(bin, args, options);
  return execFileSync('runuser', ['-u', 'postgres', '--', bin, ...args], options);
}

function makeDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'clerk-postgres-'));
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', directory]);
  chmodSync(directory, 0o700);
  return directory;
}

function signal(directory: string, name: NodeJS.Signals): void {
  const [postmaster = ''] = execFileSync('head', ['-1', path.join(directory, 'postmaster.pid')], {
    encoding: 'utf8',
  }).split('\n');
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', postmaster], { encoding: 'utf8' }).trim().split(/\s+/);
  for (const pid of [postmaster, ...children]) {
    try {
      process.kill(Number(pid), name);
    } catch {
      // The process ended in the meantime.
    }
  }
}
