import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fastify from 'fastify';
import { H3, toNodeHandler } from 'h3';
import { Hono } from 'hono';
import type { AdapterOptions } from '../../../src/backend/adapters/create-adapter.ts';
import { sendAnswer } from '../../../src/backend/adapters/node-response.ts';
import {
  type Auth,
  createClerkClient,
  createRouteMatcher,
  getAuth,
  type UnclearPathError,
  withAuth,
} from '../../../src/entries/backend.ts';
import { clerkMiddleware as expressMiddleware } from '../../../src/entries/backend/express.ts';
import { clerkPlugin } from '../../../src/entries/backend/fastify.ts';
import { withAuth as withGatsbyAuth } from '../../../src/entries/backend/gatsby.ts';
import { clerkMiddleware as h3Middleware } from '../../../src/entries/backend/h3.ts';
import { clerkMiddleware as honoMiddleware } from '../../../src/entries/backend/hono.ts';
import { readText } from '../../support/running-app.ts';
import { type AuthOf, frameworkDrivers } from './framework-drivers.ts';
import { renderedPage, renderedResponse } from './rendered-page.ts';

/**
 * One application, written for each framework. `/` and every path without a route of its own answer `{ userId, body }`.
 * `/redirect`, `/stream` and `/cookie` answer as the framework does that; `/cookie` sets a cookie of its own. `/matched`
 * asks a bare route matcher.
 */
export const DRIVERS: Readonly<Record<string, (options: AdapterOptions) => Promise<RequestListener>>> = {
  async express(options) {
    const app = express();
    app.use(expressMiddleware(options));
    app.get('/redirect', (_req, res) => res.redirect('/elsewhere'));
    app.get('/stream', (_req, res) => void Readable.from(CHUNKS).pipe(res));
    app.get('/cookie', (_req, res) => void res.cookie('own', '1').send('set'));
    app.get('/cached', (_req, res) => void res.set('cache-control', CACHED).send('page'));
    app.get('/rendered', (req, res, next) => {
      renderedPage(getAuth(req)).then(({ html, headers }) => res.set(headers).send(html), next);
    });
    app.use((req, _res, next) => {
      if (req.path.startsWith('/matched')) matches(req);
      next();
    });
    app.use(express.text(), (req, res) => void res.json({ userId: getAuth(req).userId, body: req.body ?? null }));
    return app;
  },
  async connect(options) {
    const middleware = expressMiddleware(options);
    return (req, res) => {
      const next = (error?: unknown): void => {
        if (error) res.writeHead(500).end();
        else answerByNode(req, res, () => getAuth(req));
      };
      void middleware(req, res, next);
    };
  },
  async fastify(options) {
    const app = fastify();
    app.register(clerkPlugin, options);
    app.register(async (routes) => {
      routes.get('/redirect', (_request, reply) => reply.redirect('/elsewhere'));
      routes.get('/stream', (_request, reply) => reply.send(Readable.from(CHUNKS)));
      routes.get('/cookie', (_request, reply) => reply.header('set-cookie', 'own=1').send('set'));
      routes.get('/cached', (_request, reply) => reply.header('cache-control', CACHED).send('page'));
      routes.get('/rendered', async (request, reply) => {
        const { html, headers } = await renderedPage(getAuth(request));
        return reply.headers(headers).send(html);
      });
      routes.get('/matched/*', (request) => ({ is: matches(request) }));
      routes.all('/*', (request) => ({ userId: getAuth(request).userId, body: request.body ?? null }));
    });
    await app.ready();
    return (req, res) => app.routing(req, res);
  },
  async hono(options) {
    const app = new Hono();
    app.use(honoMiddleware(options));
    app.get('/redirect', (c) => c.redirect('/elsewhere'));
    app.get('/stream', (c) => c.body(streamOf(CHUNKS)));
    app.get('/cookie', () => new Response('set', { headers: { 'set-cookie': 'own=1' } }));
    app.get('/cached', () => new Response('page', { headers: { 'cache-control': CACHED } }));
    app.get('/rendered', (c) => renderedResponse(getAuth(c)));
    app.get('/matched/*', (c) => c.json({ is: matches(c.req) }));
    app.all('*', async (c) => c.json({ userId: getAuth(c).userId, body: (await c.req.text()) || null }));
    return getRequestListener(app.fetch);
  },
  async h3(options) {
    const app = new H3({ silent: true });
    app.use(h3Middleware(options));
    app.get('/redirect', () => new Response(null, { status: 302, headers: { location: '/elsewhere' } }));
    app.get('/stream', () => streamOf(CHUNKS));
    app.get('/cookie', () => new Response('set', { headers: { 'set-cookie': 'own=1' } }));
    app.get('/cached', () => new Response('page', { headers: { 'cache-control': CACHED } }));
    app.get('/rendered', (event) => renderedResponse(getAuth(event)));
    app.get('/matched/**', (event) => ({ is: matches(event) }));
    app.all('/**', async (event) => ({ userId: getAuth(event).userId, body: (await event.req.text()) || null }));
    return toNodeHandler(app) as RequestListener;
  },
  async 'h3 1'(options) {
    const middleware = h3Middleware(options);
    // What h3 1 does with an event: an answer that is a Response is sent, and without one the next handler runs.
    return async (req, res) => {
      const event = { node: { req, res }, req, res, path: req.url, method: req.method, context: {} };
      const answer = (await middleware(event)) as Response | undefined;
      if (answer) return sendAnswer(res, answer);
      answerByNode(req, res, () => getAuth(event));
      return undefined;
    };
  },
  async fetch({ clerk, ...options }) {
    const handler = withAuth(
      clerk ?? createClerkClient(options),
      (request, auth) => answerByFetch(request, () => auth),
      options,
    );
    return getRequestListener((request) => handler(request));
  },
  async gatsby(options) {
    const run = withGatsbyAuth<express.Request, express.Response>(async (req, res) => {
      if (req.path === '/rendered') {
        const { html, headers } = await renderedPage(getAuth(req));
        return void res.set(headers).send(html);
      }
      if (req.path === '/redirect') return res.redirect('/elsewhere');
      if (req.path === '/stream') return void Readable.from(CHUNKS).pipe(res);
      if (req.path === '/cookie') return void res.cookie('own', '1').send('set');
      if (req.path === '/cached') return void res.set('cache-control', CACHED).send('page');
      if (req.path.startsWith('/matched')) matches(req);
      return void res.json({ userId: getAuth(req).userId, body: req.body || null });
    }, options);
    // Gatsby's server is made of Express, and has read the body before a function runs.
    const app = express().use(express.text());
    return app.use((req, res) => run(req, res));
  },
  ...frameworkDrivers((request, auth) => answerByFetch(request, auth)),
};

/** What a page says that anyone may see. */
export const CACHED = 'public, max-age=600';

export const CHUNKS = ['first ', 'second ', 'third'];
const matches = createRouteMatcher('/matched/public/(.*)');

/** The application as a `fetch` handler. */
async function answerByFetch(request: Request, auth: AuthOf): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/redirect') return Response.redirect(new URL('/elsewhere', request.url));
  if (pathname === '/stream') return new Response(streamOf(CHUNKS));
  if (pathname === '/cookie') return new Response('set', { headers: { 'set-cookie': 'own=1' } });
  if (pathname === '/cached') return new Response('page', { headers: { 'cache-control': CACHED } });
  if (pathname === '/rendered') return renderedResponse(await auth());
  if (pathname.startsWith('/matched')) return Response.json({ is: matches(request) });
  return Response.json({ userId: (await auth()).userId, body: (await request.text()) || null });
}

/** The application as a handler of Node writes it. */
function answerByNode(req: IncomingMessage, res: ServerResponse, auth: () => Auth): void {
  const { pathname } = new URL(req.url ?? '', 'http://path.invalid');
  if (pathname === '/redirect') res.writeHead(302, { Location: '/elsewhere' }).end();
  else if (pathname === '/stream') Readable.from(CHUNKS).pipe(res);
  else if (pathname === '/cookie') res.writeHead(200, { 'Set-Cookie': 'own=1' }).end('set');
  else if (pathname === '/cached') res.writeHead(200, { 'Cache-Control': CACHED }).end('page');
  else if (pathname === '/rendered') {
    void renderedPage(auth()).then(({ html, headers }) => res.writeHead(200, headers).end(html));
  } else void answerJson(req, res, auth);
}

async function answerJson(req: IncomingMessage, res: ServerResponse, auth: () => Auth): Promise<void> {
  try {
    if (req.url?.startsWith('/matched')) matches({ url: req.url });
  } catch (error) {
    return void res.writeHead((error as UnclearPathError).status).end();
  }
  const body = await readText(req);
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify({ userId: auth().userId, body: body || null }));
}

function streamOf(chunks: readonly string[]): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))) as ReadableStream<Uint8Array>;
}
