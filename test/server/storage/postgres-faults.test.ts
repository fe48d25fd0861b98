import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { forwardTo } from '../../support/forward-to.ts';
import { NO_SERVER, type OwnPostgres, postgresBinaries, startOwnPostgres } from '../../support/own-postgres.ts';
import { startSignUps } from '../../support/start-sign-ups.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const skip = postgresBinaries() ? false : NO_SERVER;

describe('a Postgres that fails', { skip }, () => {
  let server: OwnPostgres;
  const opened: TestInstance[] = [];
  before(async () => {
    server = await startOwnPostgres();
  });
  afterEach(async () => {
    for (const instance of opened.splice(0)) await instance.close();
  });
  after(() => server.remove());

  /** The whole server on its own database, with a user who is signed in. */
  async function open(url: string) {
    const storage = await openStorage(url);
    const instance = await getTestInstance({ wrapStorage: () => storage });
    opened.push({ ...instance, close: async () => void (await Promise.all([storage.close(), instance.close()])) });
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, `${opened.length}-${Date.now()}@example.com`);
    const refresh = () => browser.post(`/v1/client/sessions/${sessionId}/tokens`);
    return { instance, browser, refresh, ready: () => browser.get('/readyz') };
  }

  let databases = 0;
  /** URL of a new, empty database. */
  async function newDatabase(params: Record<string, string> = {}): Promise<string> {
    const name = `app${++databases}`;
    await server.query(`create database ${name}`);
    return server
      .url(params)
      .replace('/postgres?', `/${name}?`)
      .replace(/\/postgres$/, `/${name}`);
  }

  it('answers 503 with Retry-After, and loses no sign-up, when Postgres cuts connections', async () => {
    const { instance, refresh } = await open(await newDatabase({ application_name: 'cut' }));
    const signUps = startSignUps(instance);
    const admin = new pg.Client({ connectionString: server.url() });
    await admin.connect();
    const cut = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut'";
    let connectionsCut = 0;
    while (connectionsCut < 20 || signUps.acknowledged.length < 3) {
      onlyUnavailable(await Promise.all(Array.from({ length: 10 }, refresh)));
      connectionsCut += (await admin.query(cut)).rowCount ?? 0;
      // During the rest of the second, sign-ups run undisturbed.
      await signUps.next();
    }
    await admin.end();
    await signUps.stop();
    assert.equal((await refresh()).status, 200);
    await signUps.check();
  });

  it('answers 503 and is not ready while Postgres is read-only, and recovers', async () => {
    const { instance, ready } = await open(await newDatabase());
    const tell = async (value: string) => {
      await server.query(`alter system set default_transaction_read_only = ${value}`);
      await server.query('select pg_reload_conf()');
      // New sessions have the setting. Open ones read it before their next statement.
      await settled(async () => (await server.query('show default_transaction_read_only')).rows[0], {
        default_transaction_read_only: value,
      });
    };
    await tell('on');
    try {
      instance.clock.advance(2_000);
      const answers = [
        await ready(),
        await instance.browser().post('/v1/client/sign_ups', { email_address: 'a@example.com' }),
      ];
      assert.deepEqual(
        answers.map((answer) => answer.status),
        [503, 503],
      );
      onlyUnavailable(answers);
      assert.equal((await instance.browser().get('/livez')).status, 200);
    } finally {
      await withoutReadOnly(server);
    }
    await settled(async () => {
      instance.clock.advance(2_000);
      return (await ready()).status;
    }, 200);
    await instance.signUp(instance.browser(), 'back@example.com');
  });

  it('answers 503 within the time limits while Postgres is frozen, health checks first, and recovers', async () => {
    const { instance, refresh, ready, browser } = await open(await newDatabase({ statement_timeout: '3000' }));
    const stopping = await openStorage(server.url({ connect_timeout: '1' }));
    await stopping.ping();
    server.freeze();
    try {
      // A node can still stop.
      await stopping.close();
      instance.clock.advance(2_000);
      const order: string[] = [];
      const note = (name: string) => (answer: Awaited<ReturnType<typeof refresh>>) => {
        order.push(name);
        return answer;
      };
      const refreshes = Array.from({ length: 30 }, () => refresh().then(note('refresh')));
      const health = ready().then(note('health'));
      assert.equal((await browser.get('/livez')).status, 200);
      const answers = await Promise.all([health, ...refreshes]);
      assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [503]);
      onlyUnavailable(answers);
      assert.equal(order[0], 'health');
    } finally {
      server.thaw();
    }
    instance.clock.advance(2_000);
    await inUse(refresh, ready);
  });

  for (const [name, params] of Object.entries<Record<string, string>>({
    statement_timeout: { statement_timeout: '200' },
    lock_timeout: { lock_timeout: '200' },
    query_timeout: { query_timeout: '200' },
    'statement_timeout among the options': { options: '-c statement_timeout=200ms' },
  })) {
    it(`answers 503, not 500, for a ${name} in the Postgres URL`, async () => {
      const url = await newDatabase(params);
      const { refresh } = await open(url);
      const holder = new pg.Client({ connectionString: url.replace(/\?.*/, '') });
      await holder.connect();
      await holder.query('begin; lock table sessions, clients');
      const answer = await refresh();
      await holder.query('rollback');
      await holder.end();
      assert.equal(answer.status, 503);
      onlyUnavailable([answer]);
      assert.equal((await refresh()).status, 200);
    });
  }

  it('answers 503 when Postgres refuses another connection', async () => {
    await server.query('create role app login superuser');
    await server.query('alter role app nosuperuser');
    const url = await newDatabase();
    await server.query(`grant all on database ${new URL(url).pathname.slice(1)} to app`);
    await server.query(`alter database ${new URL(url).pathname.slice(1)} owner to app`);
    const { refresh } = await open(url.replace('postgres@', 'app@'));
    await server.query('alter role app connection limit 0');
    await server.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'");
    const refused = await refused503(refresh);
    onlyUnavailable([refused]);
    await server.query('alter role app connection limit -1');
    assert.equal((await refresh()).status, 200);
  });

  for (const [fault, change, reason] of [
    [
      'a database that is not there',
      (url: URL) => (url.pathname = '/nowhere'),
      /database "nowhere" does not exist \(3D000\)/,
    ],
    ['a role that is not there', (url: URL) => (url.username = 'nobody'), /role "nobody" does not exist \(28000\)/],
    ['a port without a server', (url: URL) => (url.port = '1'), /ECONNREFUSED/],
    ['a limit that is no number', (url: URL) => url.searchParams.set('options', '-c lock_timeout=x'), /lock_timeout/],
  ] as const) {
    it(`refuses to start with ${fault}, and names host, database and reason but not the password`, async () => {
      const url = new URL(server.url());
      url.password = 'hunter2';
      change(url);
      await assert.rejects(openStorage(url.href), (error: Error) => {
        assert.equal(error.name, 'StorageUnavailable');
        assert.match(error.message, reason);
        assert.ok(error.message.includes(`Postgres ${url.pathname.slice(1)} at 127.0.0.1:${url.port}`), error.message);
        assert.doesNotMatch(error.message, /hunter2/);
        return true;
      });
    });
  }

  for (const mode of ['fast', 'immediate'] as const) {
    it(`answers 503 while Postgres is stopped (${mode}), and loses no sign-up`, async () => {
      const { instance, refresh, ready } = await open(await newDatabase());
      const signUps = startSignUps(instance);
      for (let round = 0; round < 2; round++) {
        await signUps.next();
        server.stop(mode);
        instance.clock.advance(2_000);
        const answers = await Promise.all([refresh(), ready()]);
        assert.deepEqual(
          answers.map((answer) => answer.status),
          [503, 503],
        );
        onlyUnavailable(answers);
        server.start();
        instance.clock.advance(2_000);
        await inUse(refresh, ready);
        // The server checks each second whether the database is back.
        await settled(async () => linesOf(instance, 'The database is back.').length, round + 1);
      }
      const lost = linesOf(instance, 'The database is lost.');
      assert.ok(lost.length <= 3, `${lost.length} lines`);
      assert.match(lost[0] ?? '', new RegExp(`Postgres app\\d+ at 127\\.0\\.0\\.1:${server.port}`));
      await signUps.next();
      await signUps.stop();
      await signUps.check();
    });
  }

  it('loses nothing acknowledged, and needs no restart, when a Postgres standby is promoted', async () => {
    const standby = await server.addStandby();
    const forwarder = await forwardTo(server.port);
    try {
      const url = (await newDatabase()).replace(`:${server.port}/`, `:${forwarder.port}/`);
      const { instance, refresh, ready } = await open(url);
      const signUps = startSignUps(instance);
      await signUps.next();
      server.stop('immediate');
      standby.promote();
      // From now on the address leads to the standby.
      forwarder.lead(standby.port);
      await signUps.next();
      await signUps.stop();
      instance.clock.advance(2_000);
      await inUse(refresh, ready);
      await signUps.check();
    } finally {
      forwarder.close();
      standby.remove();
    }
  });
});

type Answer = Awaited<ReturnType<TestBrowser['get']>>;

/** Expects 200 or 503, and with 503 the time to wait. */
function onlyUnavailable(answers: readonly Answer[]): void {
  for (const { status, code, headers } of answers) {
    if (status === 200) continue;
    assert.deepEqual([status, code], [503, 'service_unavailable']);
    assert.match(headers.get('retry-after') ?? '', /^\d+$/);
  }
}

async function refused503(ask: () => Promise<Answer>): Promise<Answer> {
  const answer = await ask();
  assert.equal(answer.status, 503);
  return answer;
}

function linesOf({ log }: TestInstance, message: string): string[] {
  return log.filter((line) => line.includes(message));
}

/** Repeats the request until the answer has this status. The test's own time limit ends it otherwise. */
async function settled(ask: () => Promise<unknown>, wanted: unknown): Promise<void> {
  while (JSON.stringify(await ask()) !== JSON.stringify(wanted)) await sleep(20);
}

/** Each idle connection that the server has cut may fail one more request. None gets anything worse than 503. */
async function inUse(...asks: (() => Promise<Answer>)[]): Promise<void> {
  for (const ask of asks) {
    await settled(async () => {
      const answer = await ask();
      onlyUnavailable([answer]);
      return answer.status;
    }, 200);
  }
}

async function withoutReadOnly(server: OwnPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: server.url({ options: '-c default_transaction_read_only=off' }) });
  await client.connect();
  await client.query('alter system reset default_transaction_read_only');
  await client.query('select pg_reload_conf()');
  await client.end();
}
