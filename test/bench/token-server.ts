// Child process of the token bench. Runs the server on a SQLite file with signed-in clients, and prints one line of
// JSON: its port and a complete refresh request for each client.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { createServer } from '../../src/entries/server.ts';
import { TestBrowser } from '../support/test-browser.ts';

const CLIENTS = 50;
const ORIGIN = 'https://app.bench.test';

const dir = mkdtempSync(path.join(tmpdir(), 'clerk-widgets-bench-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(0));

// The parent process reads the one line on standard output.
const logger = { debug() {}, info() {}, warn() {}, error: console.error };
const { fetch } = await createServer(
  {
    url: 'https://clerk.bench.test',
    databaseUrl: `sqlite:${dir}/bench.db`,
    allowedOrigins: [ORIGIN],
    password: { breachCheck: false },
    testMode: true,
    forceTestMode: true,
  },
  { logger },
);

const requests: string[] = [];
for (let i = 0; i < CLIENTS; i++) {
  const { cookie, sessionId } = await signUp(`bench${i}+clerk_test@example.com`, `198.51.100.${i}`);
  const body = 'organization_id=&tab_state=focused';
  requests.push(
    [
      `POST /v1/client/sessions/${sessionId}/tokens?_clerk_session_id=${sessionId} HTTP/1.1`,
      'Host: clerk.bench.test',
      `Origin: ${ORIGIN}`,
      `Cookie: ${cookie}`,
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n'),
  );
}
const http = serve({ fetch: (request: Request) => fetch(request), port: 0, hostname: '127.0.0.1' }, (info) => {
  console.log(JSON.stringify({ port: (info as AddressInfo).port, requests }));
});
process.on('SIGINT', () => http.close());

async function signUp(emailAddress: string, ip: string): Promise<{ cookie: string; sessionId: string }> {
  const browser = new TestBrowser((request) => fetch(request, { ip }), 'https://clerk.bench.test', ORIGIN, 'bench');
  const post = async (to: string, form: Record<string, string>) => {
    const { status, response } = await browser.post(`/v1/client/${to}`, form);
    if (status !== 200) throw new Error(`${to} answered ${status}.`);
    return response;
  };
  const { id } = await post('sign_ups', { email_address: emailAddress, password: 'correct horse battery' });
  await post(`sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  const code = { strategy: 'email_code', code: '424242' };
  const { created_session_id } = await post(`sign_ups/${id}/attempt_verification`, code);
  if (!created_session_id) throw new Error('The sign-up did not complete.');
  return { cookie: `__Host-clerk_client=${browser.cookies.get('__Host-clerk_client')}`, sessionId: created_session_id };
}
