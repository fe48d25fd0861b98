import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, it } from 'node:test';
import { generateSigningKey } from '../../../src/server/keys/signing-key.ts';
import { PASSWORD } from '../../support/instance.ts';
import { TestBrowser } from '../../support/test-browser.ts';
import { WEBHOOK_SECRET } from '../../support/webhook-instance.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const EMAIL = 'ada@example.com';
const LEASE_MS = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-webhook-kill-'));
let child: ChildProcess | undefined;
after(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

it('kill -9 while a webhook is sent loses none: the next start sends it again with the same id, in order', async () => {
  const receiver = await startReceiver();
  const env = {
    ...process.env,
    DATABASE: `sqlite:${path.join(folder, 'clerk.db')}`,
    SIGNING_KEY: generateSigningKey(),
    SECRET: randomBytes(32).toString('base64'),
    WEBHOOKS: JSON.stringify([{ url: receiver.url, secret: WEBHOOK_SECRET }]),
  };
  const start = async (offset: number): Promise<string> => {
    const script = path.resolve('test/support/kill-child.ts');
    const options = { env: { ...env, CLOCK_OFFSET_MS: String(offset) } };
    const started = spawn(process.execPath, [script], { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
    return `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`;
  };

  const begun = Promise.withResolvers<void>();
  receiver.answer = () => {
    child?.kill('SIGKILL');
    begun.resolve();
  };
  const base = await start(0);
  const browser = new TestBrowser((request) => fetch(request), base, 'https://app.example.com', 'test');
  const { response } = await browser.post('/v1/client/sign_ups', { email_address: EMAIL, password: PASSWORD });
  const attempt = `/v1/client/sign_ups/${response.id}`;
  await browser.post(`${attempt}/prepare_verification`, { strategy: 'email_code' });
  const code = await (await fetch(`${base}/__codes/${EMAIL}`)).text();
  const killed = once(child as unknown as ChildProcess, 'exit');
  await browser.post(`${attempt}/attempt_verification`, { strategy: 'email_code', code }).catch(() => {});
  await begun.promise;
  await killed;

  const done = Promise.withResolvers<void>();
  receiver.answer = (answer, { event }) => {
    answer.writeHead(204).end();
    if (event.type === 'session.created') done.resolve();
  };
  await start(LEASE_MS);
  await done.promise;
  assert.deepEqual(receiver.types(), ['user.created', 'user.created', 'session.created']);
  assert.equal(receiver.received[0]?.id, receiver.received[1]?.id);
  await receiver.close();
});
