import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { after, it } from 'node:test';
import { generateSigningKey } from '../../src/server/keys/signing-key.ts';
import { PASSWORD } from '../support/instance.ts';
import { TestBrowser } from '../support/test-browser.ts';

/** Rounds of killing; more of them are run before a release. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 10);
const SIGN_UPS_AT_ONCE = 20;

const directory = mkdtempSync(path.join(tmpdir(), 'clerk-kill-'));
const file = path.join(directory, 'clerk.db');
const env = {
  ...process.env,
  DATABASE: `sqlite:${file}`,
  SIGNING_KEY: generateSigningKey(),
  SECRET: randomBytes(32).toString('base64'),
};
let child: ChildProcess | undefined;
after(() => {
  child?.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

/** A sign-up the server said was complete. */
interface Acknowledged {
  email: string;
  userId: string;
  sessionId: string;
  browser: TestBrowser;
}

it(`kill -9 in the middle of ${SIGN_UPS_AT_ONCE} sign-ups loses none that was acknowledged and leaves nothing half made`, async () => {
  const acknowledged: Acknowledged[] = [];
  let interrupted = 0;
  let base = await start();
  for (let round = 0; round < ROUNDS; round++) {
    const emails = Array.from({ length: SIGN_UPS_AT_ONCE }, (_, i) => `user${round}-${i}@example.com`);
    let answers = 0;
    const answered = (): void => {
      if (answers++ === moment) child!.kill('SIGKILL');
    };
    // Killed after a random number of answers, so that the moment does not depend on how fast the machine is.
    const moment = randomInt(SIGN_UPS_AT_ONCE * 3);
    const killed = once(child!, 'exit');
    const work = emails.map(async (email) => {
      try {
        acknowledged.push(await signUp(base, email, answered));
      } catch {
        interrupted++;
      }
    });
    await Promise.all(work);
    child!.kill('SIGKILL');
    await killed;
    checkDatabase(acknowledged);
    base = await start();
    for (const done of acknowledged.slice(-5)) await checkSession(done, base);
  }
  for (const done of acknowledged) await checkSession(done, base);
  assert.ok(interrupted > 0, 'No sign-up was interrupted.');
  assert.equal(new Set(acknowledged.map((done) => done.userId)).size, acknowledged.length);
});

async function start(): Promise<string> {
  const script = path.join(import.meta.dirname, '../support/kill-child.ts');
  child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  return `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`;
}

async function signUp(base: string, email: string, answered: () => void): Promise<Acknowledged> {
  const browser = new TestBrowser((request) => fetch(request), base, 'https://app.example.com', 'test');
  const post = async (to: string, form: Record<string, string>) => {
    const { status, response } = await browser.post(`/v1/client/sign_ups${to}`, form);
    answered();
    assert.equal(status, 200);
    return response;
  };
  const { id } = await post('', { email_address: email, password: PASSWORD });
  await post(`/${id}/prepare_verification`, { strategy: 'email_code' });
  const code = await (await fetch(`${base}/__codes/${email}`)).text();
  const done = await post(`/${id}/attempt_verification`, { strategy: 'email_code', code });
  return { email, userId: done.created_user_id!, sessionId: done.created_session_id!, browser };
}

async function checkSession({ sessionId, browser, email }: Acknowledged, base: string): Promise<void> {
  const { status } = await browser.post(`${base}/v1/client/sessions/${sessionId}/tokens`);
  assert.equal(status, 200, `The session of ${email} is lost.`);
}

function checkDatabase(acknowledged: readonly Acknowledged[]): void {
  const db = new DatabaseSync(file);
  try {
    const count = (sql: string): unknown => Object.values(db.prepare(sql).get() ?? {})[0];
    assert.equal(count('pragma integrity_check'), 'ok');
    assert.equal(db.prepare('pragma foreign_key_check').all().length, 0);
    const users = db
      .prepare('select id from users')
      .all()
      .map((row) => row.id);
    for (const { userId, email } of acknowledged) assert.ok(users.includes(userId), `${email} is lost.`);
    const halves = {
      'a user without a verified address': `select count(*) from users where not exists
        (select 1 from email_addresses e where e.user_id = users.id and e.verified = 1 and e.id = users.primary_email_address_id)`,
      'a user without a session': `select count(*) from users where not exists
        (select 1 from sessions s where s.user_id = users.id and s.status = 'active')`,
      'a user without a finished attempt': `select count(*) from users where not exists
        (select 1 from sign_ups a where a.created_user_id = users.id and a.status = 'complete')`,
      'a finished attempt without its user or session': `select count(*) from sign_ups a where a.status = 'complete' and
        (not exists (select 1 from users u where u.id = a.created_user_id) or
         not exists (select 1 from sessions s where s.id = a.created_session_id))`,
      'a finished attempt that still holds a password': `select count(*) from sign_ups
        where status = 'complete' and password_hash is not null`,
      'a session whose client does not know it': `select count(*) from sessions s where not exists
        (select 1 from clients c where c.id = s.client_id and c.last_active_session_id = s.id and c.sign_up_id is null)`,
      'a user whose code was not consumed': `select count(*) from sign_ups a where a.status = 'complete' and not exists
        (select 1 from codes c where c.id = a.code_id and c.consumed_at is not null)`,
      'an open attempt whose code was consumed': `select count(*) from sign_ups a join codes c on c.id = a.code_id
        where a.status <> 'complete' and c.consumed_at is not null`,
      'two users of one address': `select count(*) from (select email_key from email_addresses group by email_key having count(*) > 1)`,
    };
    for (const [what, sql] of Object.entries(halves)) assert.equal(count(sql), 0, `There is ${what}.`);
  } finally {
    db.close();
  }
}
