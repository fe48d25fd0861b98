// Child process of the kill tests. Runs the server on a real socket, with a mailbox in memory that
// `/__codes/<address>` reads, and prints its port as one line of JSON when it listens. WEBHOOKS names endpoints, and
// CLOCK_OFFSET_MS lets a child begin later than it does.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createApp } from '../../src/server/app.ts';
import { createSigner } from '../../src/server/keys/signing-key.ts';
import { parseConfig } from '../../src/server/config/parse-config.ts';
import { openStorage } from '../../src/server/storage/open-storage.ts';
import { LOOSE_LIMITS } from './loose-limits.ts';
import { Mailbox } from './mailbox.ts';
import { quickHasher } from './quick-hasher.ts';

const { DATABASE, SIGNING_KEY, SECRET, WEBHOOKS, CLOCK_OFFSET_MS = 0 } = process.env as Record<string, string>;
const storage = await openStorage(DATABASE!);
const mailbox = new Mailbox();
const app = createApp({
  config: parseConfig({
    url: 'https://clerk.example.com',
    allowedOrigins: ['https://app.example.com'],
    password: { breachCheck: false },
    ...(WEBHOOKS && { instanceType: 'development', webhooks: JSON.parse(WEBHOOKS) }),
  }),
  clock: { now: () => Date.now() + Number(CLOCK_OFFSET_MS) },
  storage,
  delivery: mailbox,
  signer: createSigner(SIGNING_KEY!, 'SIGNING_KEY'),
  secret: new Uint8Array(Buffer.from(SECRET!, 'base64')),
  passwords: quickHasher(),
  limits: LOOSE_LIMITS,
  extraRoutes: (routes) => {
    routes.get('/__codes/:to', (c) => c.text(mailbox.lastCode(c.req.param('to'))));
  },
});
const http = serve(
  { fetch: (request: Request) => app.fetch(request, { ip: '192.0.2.1' }), port: 0, hostname: '127.0.0.1' },
  () => {
    console.log(JSON.stringify({ port: (http.address() as AddressInfo).port }));
  },
);
await app.sendWebhooks();
