import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { generateSigningKey } from '../../src/server/keys/signing-key.ts';
import { PASSWORD } from './instance.ts';
import { TestBrowser } from './test-browser.ts';

export interface KillReport {
  /** Number of sign-ups that the server answered as complete. */
  acknowledged: number;
  interrupted: number;
  /** Milliseconds from each start of the server to its first answer. */
  ready: number[];
}

/** A sign-up that the server answered as complete. */
interface Acknowledged {
  email: string;
  userId: string;
  sessionId: string;
  browser: TestBrowser;
}

interface Database {
  /** Returns the first value of the first row. */
  value(sql: string): Promise<unknown>;
  userIds(): Promise<Set<unknown>>;
  close(): Promise<void>;
}

/**
 * Starts the server, kills it in the middle of many sign-ups, checks the database, and starts it again.
 *
 * @param databaseUrl an empty SQLite file, or an empty schema of a Postgres server
 * @param rounds how often the server is killed
 * @param atOnce sign-ups in each round
 * @throws {AssertionError} when a sign-up that was acknowledged is lost, or one is incomplete
 */
export async function killRounds(databaseUrl: string, rounds: number, atOnce: number): Promise<KillReport> {
  const env = {
    ...process.env,
    DATABASE: databaseUrl,
    SIGNING_KEY: generateSigningKey(),
    SECRET: randomBytes(32).toString('base64'),
  };
  const acknowledged: Acknowledged[] = [];
  const ready: number[] = [];
  let interrupted = 0;
  let child: ChildProcess | undefined;

  const start = async (): Promise<string> => {
    const from = performance.now();
    const script = path.join(import.meta.dirname, 'kill-child.ts');
    const started = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    const lines = createInterface({ input: started.stdout });
    const ended = once(lines, 'close').then(() => Promise.reject(new Error('The server ended before it listened.')));
    const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
    const base = `http://127.0.0.1:${(JSON.parse(line) as { port: number }).port}`;
    await (await fetch(`${base}/v1/environment`)).arrayBuffer();
    ready.push(performance.now() - from);
    return base;
  };

  try {
    let base = await start();
    for (let round = 0; round < rounds; round++) {
      const emails = Array.from({ length: atOnce }, (_, i) => `user${round}-${i}@example.com`);
      // The server is killed after a random number of answers, so that the moment does not depend on the machine.
      const moment = randomInt(atOnce * 3);
      let answers = 0;
      const answered = (): void => {
        if (answers++ === moment) child?.kill('SIGKILL');
      };
      const killed = once(child as unknown as ChildProcess, 'exit');
      const work = emails.map(async (email) => {
        try {
          acknowledged.push(await signUp(base, email, answered));
        } catch {
          interrupted++;
        }
      });
      await Promise.all(work);
      child?.kill('SIGKILL');
      await killed;
      await checkDatabase(databaseUrl, acknowledged);
      base = await start();
      for (const done of acknowledged.slice(-5)) await checkSession(done, base);
    }
    for (const done of acknowledged) await checkSession(done, base);
    assert.ok(interrupted > 0, 'No sign-up was interrupted.');
    assert.equal(new Set(acknowledged.map((done) => done.userId)).size, acknowledged.length);
    return { acknowledged: acknowledged.length, interrupted, ready };
  } finally {
    child?.kill('SIGKILL');
  }
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
  return { email, userId: done.created_user_id, sessionId: done.created_session_id, browser };
}

async function checkSession({ sessionId, browser, email }: Acknowledged, base: string): Promise<void> {
  const { status } = await browser.post(`${base}/v1/client/sessions/${sessionId}/tokens`);
  assert.equal(status, 200, `The session of ${email} is lost.`);
}

/** Incomplete states that must never be in the database, with queries that count them. */
const HALVES: Record<string, string> = {
  'a user without a verified address': `select count(*) from users where not exists
    (select 1 from email_addresses e where e.user_id = users.id and e.verified and e.id = users.primary_email_address_id)`,
  'a user without the event of the sign-up': `select count(*) from users where not exists
    (select 1 from events e where e.subject = users.id and e.type = 'user.created')`,
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
  'two users of one address': `select count(*) from (select email_key from email_addresses group by email_key having count(*) > 1) as twice`,
};

/** Asserts that every acknowledged sign-up is complete in the database, and that no other one is there in part. */
async function checkDatabase(databaseUrl: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const database = databaseUrl.startsWith('sqlite:') ? openSqlite(databaseUrl) : await openPostgres(databaseUrl);
  try {
    const users = await database.userIds();
    for (const { userId, email } of acknowledged) assert.ok(users.has(userId), `${email} is lost.`);
    for (const [what, sql] of Object.entries(HALVES))
      assert.equal(Number(await database.value(sql)), 0, `There is ${what}.`);
  } finally {
    await database.close();
  }
}

function openSqlite(databaseUrl: string): Database {
  const db = new DatabaseSync(databaseUrl.slice('sqlite:'.length));
  assert.equal(Object.values(db.prepare('pragma integrity_check').get() ?? {})[0], 'ok');
  assert.equal(db.prepare('pragma foreign_key_check').all().length, 0);
  return {
    value: async (sql) => Object.values(db.prepare(sql).get() ?? {})[0],
    userIds: async () =>
      new Set(
        db
          .prepare('select id from users')
          .all()
          .map(({ id }) => id),
      ),
    close: async () => db.close(),
  };
}

async function openPostgres(databaseUrl: string): Promise<Database> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return {
    value: async (sql) => Object.values((await client.query(sql)).rows[0] ?? {})[0],
    userIds: async () => new Set((await client.query('select id from users')).rows.map(({ id }) => id)),
    close: () => client.end(),
  };
}
