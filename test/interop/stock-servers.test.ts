import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, afterEach, before, describe, it, mock } from 'node:test';
import { clerkClient, clerkMiddleware as expressMiddleware, getAuth as expressAuth, requireAuth } from '@clerk/express';
import { clerkPlugin, getAuth as fastifyAuth } from '@clerk/fastify';
import { clerkMiddleware as honoMiddleware, getAuth as honoAuth } from '@clerk/hono';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify, { type FastifyRequest } from 'fastify';
import { Hono } from 'hono';
import { newSecretKey } from '../support/backend-api.ts';
import { getTestInstance, type TestInstance } from '../support/instance.ts';
import { PageVisitor, type Visit } from '../support/page-visitor.ts';
import { type RunningApp, start } from '../support/running-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';

const APP = 'https://app.example.com';
const PAGE = `${APP}/dashboard?tab=1`;
const NIGHT = 10 * 3_600_000;
const FETCH = { accept: '*/*', 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' };

interface Keys {
  publishableKey: string;
  secretKey: string;
  apiUrl: string;
}

/**
 * The same application on each stock SDK: `/members` needs a user, `/email` asks the Backend API for the address of the
 * user, every other path answers `{ userId }`.
 */
const SERVERS: Record<string, (keys: Keys) => Promise<RequestListener>> = {
  async express({ apiUrl }) {
    const app = express();
    app.use(expressMiddleware({ apiUrl }));
    app.get('/members', requireAuth({ apiUrl, signInUrl: `${APP}/sign-in` }), (_req, res) => void res.json({}));
    const answerEmail = async (req: express.Request, res: express.Response): Promise<void> => {
      const user = await clerkClient.users.getUser(expressAuth(req).userId ?? '');
      res.json({ email: user.primaryEmailAddress?.emailAddress });
    };
    app.get('/email', (req, res) => answerEmail(req, res));
    app.use((req, res) => void res.json({ userId: expressAuth(req).userId }));
    return app;
  },
  async fastify(keys) {
    const app = fastify();
    app.register(clerkPlugin, keys);
    app.get('/members', (request, reply) =>
      fastifyAuth(request).userId ? reply.send({}) : reply.redirect(`${APP}/sign-in`),
    );
    const answerEmail = async (request: FastifyRequest): Promise<object> => {
      const user = await request.clerk.users.getUser(fastifyAuth(request).userId ?? '');
      return { email: user.primaryEmailAddress?.emailAddress };
    };
    app.get('/email', (request) => answerEmail(request));
    app.all('/*', (request) => ({ userId: fastifyAuth(request).userId }));
    await app.ready();
    return (req, res) => app.routing(req, res);
  },
  async hono() {
    const app = new Hono();
    app.use(honoMiddleware());
    app.get('/members', (c) => (honoAuth(c).userId ? c.json({}) : c.redirect(`${APP}/sign-in`)));
    app.get('/email', async (c) => {
      const user = await c.get('clerk').users.getUser(honoAuth(c).userId ?? '');
      return c.json({ email: user.primaryEmailAddress?.emailAddress });
    });
    app.all('*', (c) => c.json({ userId: honoAuth(c).userId }));
    return getRequestListener(app.fetch);
  },
};

/** An application on loopback, its instance, and a visitor whose requests come through a proxy that ends TLS. */
class World {
  readonly instance: TestInstance;
  readonly visitor: PageVisitor;
  readonly #browser: TestBrowser;
  readonly #running: RunningApp[];
  sessionId = '';
  userId = '';

  static async open(framework: string, kind: 'development' | 'production'): Promise<World> {
    const instance = await getTestInstance({ config: { instanceType: kind } });
    mock.timers.setTime(instance.clock.now());
    const api = await start(getRequestListener(instance.fetch));
    const { publishableKey } = instance.config;
    const keys = { publishableKey, secretKey: await newSecretKey(instance), apiUrl: api.origin };
    process.env.CLERK_PUBLISHABLE_KEY = publishableKey;
    process.env.CLERK_SECRET_KEY = keys.secretKey;
    process.env.CLERK_API_URL = keys.apiUrl;
    const app = await start(await (SERVERS[framework] as (typeof SERVERS)[string])(keys));
    return new World(instance, [api, app], app);
  }

  private constructor(instance: TestInstance, running: RunningApp[], app: RunningApp) {
    this.instance = instance;
    this.#running = running;
    const ask = async ({ url, headers }: Request): Promise<Response> => {
      const { host, pathname, search } = new URL(url);
      const sent = { ...Object.fromEntries(headers), 'x-forwarded-host': host, 'x-forwarded-proto': 'https' };
      const answer = await app.ask(pathname + search, sent);
      const { 'set-cookie': cookies = [], location } = answer.headers;
      const lines = cookies.map((line): [string, string] => ['set-cookie', line]);
      return new Response(answer.text, {
        status: answer.status,
        headers: [...lines, ...(location ? [['location', location] as [string, string]] : [])],
      });
    };
    const hosts = { 'app.example.com': ask, 'clerk.example.com': (request: Request) => instance.fetch(request) };
    this.visitor = new PageVisitor(hosts, () => instance.clock.now());
    this.#browser = instance.browser();
  }

  /** Signs the visitor up, on a page whose client writes the session cookies. */
  async signUp(): Promise<void> {
    ({ userId: this.userId, sessionId: this.sessionId } = await this.instance.signUp(this.#browser, 'ada@example.com'));
    this.visitor.adopt(this.#browser, this.instance.config.url, 'example.com');
    const { body } = await this.#browser.post<{ jwt: string }>(`/v1/client/sessions/${this.sessionId}/tokens`);
    this.visitor.setCookie('__session', body.jwt, 'app.example.com');
    await this.visitor.open(PAGE);
    this.advance(10_000);
  }

  async revoke(): Promise<void> {
    await this.#browser.post(`/v1/client/sessions/${this.sessionId}/remove`);
  }

  advance(ms: number): void {
    this.instance.clock.advance(ms);
    mock.timers.setTime(this.instance.clock.now());
  }

  async close(): Promise<void> {
    for (const { close } of this.#running) close();
    await this.instance.close();
  }
}

const STATES: Record<string, { prepare(world: World): Promise<void> | void; isIn: boolean; isFetchIn: boolean }> = {
  'a fresh token': { prepare() {}, isIn: true, isFetchIn: true },
  'a token of 70 seconds ago': { prepare: (world) => world.advance(70_000), isIn: true, isFetchIn: false },
  'a token of yesterday': { prepare: (world) => world.advance(NIGHT), isIn: true, isFetchIn: false },
  'no session cookie': {
    prepare: ({ visitor }) => visitor.drop(({ name }) => /^__(session|refresh)/.test(name)),
    isIn: true,
    isFetchIn: false,
  },
  'a session that was revoked': {
    async prepare(world) {
      await world.revoke();
      world.advance(70_000);
    },
    isIn: false,
    isFetchIn: false,
  },
};

for (const framework of Object.keys(SERVERS)) {
  describe(`a server with the stock SDK for ${framework}`, () => {
    const worlds: World[] = [];
    const names = ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY', 'CLERK_API_URL', 'CLERK_TELEMETRY_DISABLED'] as const;
    const kept = Object.fromEntries(names.map((name) => [name, process.env[name]]));
    const open = async (kind: 'development' | 'production'): Promise<World> => {
      const world = await World.open(framework, kind);
      worlds.push(world);
      return world;
    };
    const userOf = (visit: Visit): unknown => JSON.parse(visit.text).userId;

    before(() => {
      process.env.CLERK_TELEMETRY_DISABLED = '1';
      mock.timers.enable({ apis: ['Date'] });
    });
    afterEach(async () => {
      for (const world of worlds.splice(0)) await world.close();
    });
    after(() => {
      mock.timers.reset();
      for (const name of names) {
        const value = kept[name];
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    });

    for (const kind of ['development', 'production'] as const) {
      for (const [state, { prepare, isIn, isFetchIn }] of Object.entries(STATES)) {
        it(`${framework}: shows a page to a visitor with ${state}, with a ${kind} key`, async () => {
          const world = await open(kind);
          await world.signUp();
          await prepare(world);
          const visit = await world.visitor.open(PAGE);
          assert.equal(visit.status, 200, visit.urls.join('\n'));
          // In production the SDK leaves the nonce in the URL, which was used up by then.
          assert.ok(visit.urls.at(-1)?.startsWith(PAGE));
          assert.equal(userOf(visit), isIn ? world.userId : null);
          world.advance(3_000);
          assert.equal((await world.visitor.open(PAGE)).redirects, 0);
        });

        it(`${framework}: answers a fetch of a visitor with ${state}, with a ${kind} key`, async () => {
          const world = await open(kind);
          await world.signUp();
          world.visitor.drop(({ name }) => name.startsWith('__refresh'));
          await prepare(world);
          const visit = await world.visitor.open(`${APP}/api`, FETCH);
          assert.deepEqual([visit.status, visit.redirects], [200, 0]);
          assert.equal(userOf(visit), isFetchIn ? world.userId : null);
        });
      }

      it(`${framework}: shows a page to somebody who never signed in, with a ${kind} key`, async () => {
        const world = await open(kind);
        const visit = await world.visitor.open(PAGE);
        assert.deepEqual([visit.status, userOf(visit)], [200, null], visit.urls.join('\n'));
        const refused = await world.visitor.open(`${APP}/members`);
        assert.equal(new URL(refused.urls.at(-1) ?? '').pathname, '/sign-in');
      });

      it(`${framework}: lets a signed-in user in after a night, with a ${kind} key`, async () => {
        const world = await open(kind);
        await world.signUp();
        world.advance(NIGHT);
        const visit = await world.visitor.open(`${APP}/members`);
        assert.deepEqual([visit.status, visit.text], [200, '{}'], visit.urls.join('\n'));
      });
    }

    it(`${framework}: reads the user from the Backend API`, async () => {
      const world = await open('production');
      await world.signUp();
      const visit = await world.visitor.open(`${APP}/email`);
      assert.equal(visit.text, JSON.stringify({ email: 'ada@example.com' }));
    });
  });
}
