import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from '../../src/entries/server.ts';
import { freePort } from '../support/listen.ts';
import { TestBrowser } from '../support/test-browser.ts';
import type { Row } from './bench.ts';
import { cloneSessions } from './clone-sessions.ts';
import { KeepAlive } from './keep-alive.ts';
import { median } from './statistics.ts';

const CLI = 'dist/node/cli.js';
const STARTS = 5;
const SIZES = [
  { sessions: 10_000, megabytes: 200 },
  { sessions: 100_000, megabytes: 300 },
];
const RATE = 500;
/** Seconds of load after which memory is read again; `SOAK_SECONDS=3600` makes it an hour. */
const SOAK_SECONDS = Number(process.env.SOAK_SECONDS ?? 60);
const LOAD_STEP_MS = 20;

/**
 * Measures the shipped server with many users: the time until its first answer (docs/security.md, L6), its memory, and
 * the memory that a steady load adds (L5).
 */
export async function benchInstance(): Promise<{ rows: Row[]; detail: unknown }> {
  if (!existsSync(CLI)) throw new Error(`${CLI} is missing: run npm run build first.`);
  const dir = mkdtempSync(path.join(tmpdir(), 'clerk-widgets-bench-'));
  const rows: Row[] = [];
  const detail: Record<string, unknown> = {};
  try {
    const instance = await prepare(dir);
    let sessions = 1;
    for (const size of SIZES) {
      cloneSessions(instance.file, sessions, size.sessions);
      sessions = size.sessions;
      const starts: number[] = [];
      for (let i = 0; i < STARTS; i++) {
        const server = await start(instance);
        starts.push(server.readyMs);
        await server.stop();
      }
      const server = await start(instance);
      await load(server.port, instance.request, 10);
      const before = server.rss();
      await load(server.port, instance.request, SOAK_SECONDS);
      const after = server.rss();
      await server.stop();
      const growth = after / before - 1;
      detail[size.sessions] = { starts, before, after };
      const count = size.sessions.toLocaleString('en-US');
      rows.push(
        {
          what: `start with ${count} users until the first answer (median of ${STARTS})`,
          measured: `${median(starts).toFixed(0)} ms`,
          against: '-',
          ratio: '-',
          goal: 'at most 1 s',
          met: median(starts) <= 1000,
        },
        {
          what: `memory with ${count} active sessions, after ${SOAK_SECONDS} s at ${RATE} requests/s`,
          measured: `${after.toFixed(0)} MB`,
          against: `${before.toFixed(0)} MB after 10 s`,
          ratio: `+${(growth * 100).toFixed(1)} %`,
          goal: `at most ${size.megabytes} MB, +5 %`,
          met: after <= size.megabytes && growth <= 0.05,
        },
      );
    }
    return { rows, detail };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Instance {
  dir: string;
  file: string;
  url: string;
  port: number;
  /** A complete token refresh request of a signed-in user. */
  request: Buffer;
}

/** Creates the instance and signs up one user through its API. */
async function prepare(dir: string): Promise<Instance> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const file = path.join(dir, 'clerk.db');
  const server = await createServer({
    url,
    databaseUrl: `sqlite:${file}`,
    allowedOrigins: [url],
    hostedPages: false,
    instanceType: 'development',
    testMode: true,
  });
  const fetch = (request: Request) => server.fetch(request, { ip: '127.0.0.1' });
  const browser = new TestBrowser(fetch, url, url, 'bench');
  const form = { email_address: 'bench+clerk_test@example.com', password: 'correct horse battery' };
  const { id } = (await browser.post('/v1/client/sign_ups', form)).response;
  await browser.post(`/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  const attempt = { strategy: 'email_code', code: '424242' };
  const { response } = await browser.post(`/v1/client/sign_ups/${id}/attempt_verification`, attempt);
  await server.close();
  const sessionId = response.created_session_id as string;
  const body = 'organization_id=&tab_state=focused';
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = [
    `POST /v1/client/sessions/${sessionId}/tokens?_clerk_session_id=${sessionId} HTTP/1.1`,
    `Host: localhost:${port}`,
    `Origin: ${url}`,
    `Cookie: ${cookie}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
  return { dir, file, url, port, request: Buffer.from(request) };
}

interface Running {
  port: number;
  readyMs: number;
  /** Resident memory in megabytes. */
  rss(): number;
  stop(): Promise<void>;
}

async function start({ url, file, port, dir }: Instance): Promise<Running> {
  const from = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    [
      CLI,
      'serve',
      '--url',
      url,
      '--port',
      `${port}`,
      '--database-url',
      `sqlite:${file}`,
      '--instance-type',
      'development',
      '--test-mode',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, CLERK_KEY_FILE: undefined, TMPDIR: dir } },
  );
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const readyMs = performance.now() - from;
  return {
    port,
    readyMs,
    rss: () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)]).toString()) / 1024,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/v1/environment`).then(
    async (response) => (await response.arrayBuffer()) && response.ok,
    () => false,
  );

/** Sends token refreshes at a steady rate, in batches every few milliseconds. */
async function load(port: number, request: Buffer, seconds: number): Promise<void> {
  const connections = Array.from({ length: 16 }, () => new KeepAlive(port));
  const idle = [...connections];
  const from = performance.now();
  const total = RATE * seconds;
  const failed: number[] = [];
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, ((performance.now() - from) / 1000) * RATE);
    while (sent < due) {
      // Takes the connection that waited longest, because the server closes idle connections.
      const connection = idle.shift();
      if (!connection) break;
      sent++;
      void connection.send(request).then((status) => {
        if (status !== 200) failed.push(status);
        idle.push(connection);
      });
    }
    await new Promise((resolve) => setTimeout(resolve, LOAD_STEP_MS));
  }
  while (idle.length < connections.length) await new Promise((resolve) => setTimeout(resolve, LOAD_STEP_MS));
  for (const connection of connections) connection.close();
  if (failed.length) throw new Error(`${failed.length} token refreshes were not answered with 200: ${failed[0]}.`);
}
