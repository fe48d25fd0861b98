import assert from 'node:assert/strict';
import { createServer, request as httpRequest, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import fc from 'fast-check';
import fastify from 'fastify';
import { H3, toNodeHandler } from 'h3';
import { Hono } from 'hono';
import { createProtectedJudge, createPublicJudge } from '../../src/backend/routes/routes.ts';

const SECRET = 'the protected page';
const PROTECTED = ['/admin', '/admin/users', '/posts/7/edit'];
const isPublic = createPublicJudge(['/', '/public(.*)', '/posts/:id', '/(.*)/open', /^\/files\//]);
const isProtected = createProtectedJudge(['/admin/:path*', '/posts/:id/edit']);

/** Each framework with its defaults, and with the options that make its router take more spellings. */
const frameworks: Record<string, () => Promise<RequestListener> | RequestListener> = {
  Express: () => expressApp(express()),
  'Express, strict': () => expressApp(express().enable('strict routing').enable('case sensitive routing')),
  'Express, files by a catch-all': () =>
    express().use((req, res) => {
      if (/%(?![\da-f]{2})/i.test(req.path)) return void res.status(400).end();
      const path = decodeURIComponent(req.path).replace(/\/+$/, '');
      res.send(PROTECTED.includes(new URL(`http://h${path}`).pathname) ? SECRET : '');
    }),
  Fastify: () => fastifyApp({}),
  'Fastify, lenient': () =>
    fastifyApp({
      routerOptions: {
        caseSensitive: false,
        ignoreTrailingSlash: true,
        ignoreDuplicateSlashes: true,
        useSemicolonDelimiter: true,
      },
    }),
  Hono: () => {
    const app = new Hono();
    for (const path of PROTECTED) app.get(path, (c) => c.text(SECRET));
    return getRequestListener(app.fetch);
  },
  'Hono, lenient': () => {
    const app = new Hono({ strict: false });
    for (const path of PROTECTED) app.get(path, (c) => c.text(SECRET));
    return getRequestListener(app.fetch);
  },
  h3: () => {
    const app = new H3();
    for (const path of PROTECTED) app.get(path, () => SECRET);
    return toNodeHandler(app) as RequestListener;
  },
};

function expressApp(app: ReturnType<typeof express>): RequestListener {
  for (const path of PROTECTED) app.get(path, (_req, res) => void res.send(SECRET));
  return app;
}

async function fastifyApp(options: object): Promise<RequestListener> {
  const app = fastify(options);
  for (const path of PROTECTED) app.get(path, () => SECRET);
  await app.ready();
  return (req, res) => app.routing(req, res);
}

/** Spellings of a protected path: made from it by steps that some router or proxy takes back. */
const spelling = fc
  .tuple(
    fc.constantFrom(...PROTECTED),
    fc.array(fc.tuple(fc.nat(11), fc.nat(40)), { maxLength: 4 }),
    fc.constantFrom('', '/public/..', '/files/..', '/posts/..', '/./'),
    fc.constantFrom('', '', '/', '//', '.', ';x', '/.', '/x/..', '/open/..', '?x', '#/public', ';/open', '%20', '%2f'),
  )
  .map(
    ([path, steps, before, after]) =>
      before + steps.reduce((text, [kind, at]) => rewrite(text, kind, at), path) + after,
  );

function rewrite(path: string, kind: number, position: number): string {
  const at = position % path.length;
  const [head, char, tail] = [path.slice(0, at), path.charAt(at), path.slice(at + 1)];
  const slash = path.indexOf('/', at) < 0 ? 0 : path.indexOf('/', at);
  const insert = (text: string): string => path.slice(0, slash) + text + path.slice(slash);
  const code = `%${char.charCodeAt(0).toString(16)}`;
  const ways = [
    () => `${head}${code}${tail}`,
    () => `${head}%25${code.slice(1)}${tail}`,
    () => `${head}${char.toUpperCase()}${tail}`,
    () => insert('/'),
    () => insert('/.'),
    () => insert('/x/..'),
    () => insert('/public/%2e%2e'),
    () => insert('/x/..%2f'),
    () => insert(';v=1'),
    () => path.replace('/', '\\'),
    () => path.replaceAll('/', '%2f').replace('%2f', '/'),
    () => path,
  ];
  return (ways[kind] as () => string)();
}

for (const [name, create] of Object.entries(frameworks)) {
  describe(`the router of ${name}`, () => {
    let server: Server;
    before(async () => {
      server = createServer(await create());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    after(() => server.close());

    it(`${name}: a spelling that reaches a protected page is protected, and never public`, async () => {
      let reached = 0;
      await fc.assert(
        fc.asyncProperty(spelling, async (path) => {
          if ((await get((server.address() as AddressInfo).port, path)) !== SECRET) return;
          reached++;
          assert.equal(isPublic(`http://127.0.0.1${path}`), false, path);
          assert.equal(isProtected(`http://127.0.0.1${path}`), true, path);
        }),
        { numRuns: 200, examples: PROTECTED.map((path): [string] => [path]) },
      );
      assert.ok(reached >= PROTECTED.length);
    });
  });
}

/** Sends the path as it is: `fetch` would normalize it. */
function get(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path, agent: false }, (answer) => {
      let text = '';
      answer
        .setEncoding('utf8')
        .on('data', (chunk) => (text += chunk))
        .on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
}
