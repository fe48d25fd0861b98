import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { testWebhookEndpoint } from '../../../src/server/webhooks/test-endpoint.ts';
import { listen, stop } from '../../support/listen.ts';
import { adminOf, WEBHOOK_SECRET, webhookInstance } from '../../support/webhook-instance.ts';

mkdirSync('.cache', { recursive: true });
const folder = mkdtempSync('.cache/webhook-docs-');
after(() => {
  rmSync(folder, { recursive: true, force: true });
  delete process.env.CLERK_WEBHOOK_SIGNING_SECRET;
});
const examples = [...readFileSync('docs/webhooks.md', 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
  ([, text = '']) => text,
);

/** Loads the example of docs/webhooks.md that has a text, with the sources of this repository. */
async function load(name: string, part: string): Promise<Record<string, unknown>> {
  const text = examples.find((example) => example.includes(part));
  assert.ok(text, part);
  const source = path.relative(folder, 'src/entries/backend/webhooks.ts');
  const file = path.join(folder, `${name}.ts`);
  writeFileSync(file, text.replace('clerk-widgets/backend/webhooks', source));
  return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
}

describe('the receivers of docs/webhooks.md', () => {
  const answers = {
    hono: async () => {
      const app = (await load('hono', "from 'hono'")).default as { fetch(request: Request): Promise<Response> };
      return app.fetch;
    },
    next: async () =>
      (await load('next', 'export async function POST')).POST as (request: Request) => Promise<Response>,
  };
  for (const [name, fetchOf] of Object.entries(answers)) {
    it(`the receiver for ${name} takes what an instance sends, and refuses anything else`, async () => {
      const fetch = await fetchOf();
      const instance = await webhookInstance();
      instance.clock.advance(Date.now() - instance.clock.now());
      process.env.CLERK_WEBHOOK_SIGNING_SECRET = WEBHOOK_SECRET;
      const statuses: number[] = [];
      instance.receiver.answer = async (response, { headers, body }) => {
        const request = new Request('https://app.example.com/webhooks', { method: 'POST', headers, body });
        const { status } = await fetch(request);
        statuses.push(status);
        response.writeHead(status).end();
      };
      await instance.signUp(instance.browser(), 'ada@example.com');
      await instance.app.settle();
      assert.deepEqual(statuses, [204, 204]);
      const forged = new Request('https://app.example.com/webhooks', { method: 'POST', body: '{}' });
      assert.equal((await fetch(forged)).status, 400);
      await instance.close();
    });
  }

  it('the receiver for express takes what an instance sends, and refuses anything else', async () => {
    const server = createServer((await load('express', "from 'express'")).default as RequestListener);
    const url = `${await listen(server, '127.0.0.1')}/webhooks`;
    process.env.CLERK_WEBHOOK_SIGNING_SECRET = WEBHOOK_SECRET;
    const instance = await webhookInstance({ config: { webhooks: [{ url, secret: WEBHOOK_SECRET }] } });
    instance.clock.advance(Date.now() - instance.clock.now());
    const answer = await testWebhookEndpoint(instance.app.services, adminOf(instance), instance.endpoint);
    assert.deepEqual([answer.status, answer.error], [204, null]);
    assert.equal((await fetch(url, { method: 'POST', body: '{}' })).status, 400);
    await instance.close();
    await stop(server);
  });
});
