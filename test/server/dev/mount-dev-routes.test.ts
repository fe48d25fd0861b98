import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import type { DevMessage } from '../../../src/server/delivery/port.ts';
import { proxyFrontendApi } from '../../../src/backend/adapters/proxy.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { slugsOf } from '../../../src/server/message-templates/message-slugs.ts';
import { mountDevRoutes } from '../../../src/server/dev/mount-dev-routes.ts';

const MESSAGES: DevMessage[] = [
  {
    id: 'msg_2',
    to: 'bo@example.com',
    channel: 'email',
    template: 'verification_code',
    code: '222222',
    createdAt: 1_760_000_001_000,
  },
  {
    id: 'msg_1',
    to: 'ada@example.com',
    channel: 'email',
    template: 'verification_code',
    code: '111111',
    createdAt: 1_760_000_000_000,
  },
];

function createDevApp(messages: DevMessage[]): Hono {
  const app = new Hono();
  const source = { listDevMessages: async ({ to }: { to?: string }) => messages.filter((m) => !to || m.to === to) };
  const rest = parseConfig({ url: 'http://localhost:4400', testMode: true, instanceType: 'development' });
  mountDevRoutes(app, source, {
    ...rest,
    applicationName: 'Ac<b>me',
    url: 'https://clerk.example.com',
    homeUrl: 'https://app.example.com',
    allowedOrigins: ['https://app.example.com'],
  });
  return app;
}

const app = createDevApp(MESSAGES);

describe('the dev messages', () => {
  it('/__dev/messages lists all messages, or those to one address', async () => {
    assert.deepEqual(await (await app.request('/__dev/messages')).json(), MESSAGES);
    const answer = await app.request('/__dev/messages?to=ada%40example.com');
    assert.deepEqual(await answer.json(), [MESSAGES[1]]);
    assert.equal(answer.headers.get('Cache-Control'), 'no-store');
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), null);
    assert.equal(answer.headers.get('Cross-Origin-Resource-Policy'), 'same-origin');
  });
});

describe('the page of templates', () => {
  it('shows every message with sample values, and its HTML in a frame that runs and requests nothing', async () => {
    const page = await app.request('/__dev/templates');
    assert.equal(page.status, 200);
    const text = await page.text();
    for (const type of ['email', 'sms'] as const) {
      for (const slug of slugsOf(type)) assert.ok(text.includes(`id="${type}-${slug}"`), slug);
    }
    assert.ok(text.includes('424242 is your Ac&lt;b&gt;me code'));
    assert.match(text, /1 segment, \d+ characters of GSM-7/);
    assert.match(text, /<iframe src="templates\/email\/invitation\.html" [^>]*sandbox loading="lazy">/);
    const frame = await app.request('/__dev/templates/email/invitation.html');
    assert.match(frame.headers.get('Content-Security-Policy') ?? '', /^sandbox; default-src 'none'; /);
    assert.match(await frame.text(), /Accept the invitation/);
  });

  it('has nothing else', async () => {
    for (const path of ['sms/verification_code.html', 'email/nothing.html', 'email/constructor', 'email/..%2Finbox']) {
      assert.equal((await app.request(`/__dev/templates/${path}`)).status, 404, path);
    }
  });
});

describe('a page of another site that gives its own name the address of this machine', () => {
  const statusAt = async (origin: string, path: string): Promise<number> =>
    (await app.request(`${origin}${path}`)).status;

  it('reads no message', async () => {
    for (const origin of [
      'http://evil.example:4400',
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
    ]) {
      for (const path of ['/__dev/messages', '/__dev/inbox', '/__dev/inbox.js']) {
        assert.equal(await statusAt(origin, path), 403, origin + path);
      }
    }
  });

  it('reads no message through a proxy of the application either', async () => {
    const through = (host: string) =>
      proxyFrontendApi(new Request(`http://${host}/__clerk/__dev/messages`), {
        proxyUrl: '/__clerk',
        frontendApiUrl: 'http://localhost:4400',
        fetch: async (url, init) => app.request(String(url), init),
      });
    assert.equal((await through('evil.example:3000')).status, 403);
    assert.equal((await through('localhost:3000')).status, 200);
    assert.equal((await through('app.example.com')).status, 200);
    for (const host of ['evil.example', 'localhost, evil.example', 'evil.example, localhost', '', '%', ' ']) {
      const answer = await app.request('http://localhost:4400/__dev/messages', {
        headers: { 'x-forwarded-host': host },
      });
      assert.equal(answer.status, 403, host);
    }
  });

  it('the names of the instance, of this machine and of containers have the messages', async () => {
    const names = ['localhost:4400', 'demo.localhost', '127.0.0.1:4400', '[::1]:4400', '192.168.0.7', 'clerk:4400'];
    for (const host of [...names, 'clerk.example.com', 'app.example.com']) {
      assert.equal(await statusAt(`http://${host}`, '/__dev/messages'), 200, host);
    }
  });
});

describe('the dev inbox', () => {
  it('the inbox shows every message with its code, the newest first', async () => {
    const page = await (await app.request('/__dev/inbox')).text();
    assert.ok(page.indexOf('222222') < page.indexOf('111111'));
    assert.match(page, /ada@<wbr>example\.com/);
    assert.match(page, /<p id="empty" hidden>/);
  });

  it('the inbox shows the subject of a mail that asks for nothing', async () => {
    const { code: _, ...notice } = MESSAGES[0] as DevMessage;
    const subject = 'A passkey was added (Acme)';
    const inbox = createDevApp([{ ...notice, template: 'notification', subject }]);
    const page = await (await inbox.request('/__dev/inbox')).text();
    assert.ok(page.includes(`<span>${subject} · `));
    assert.ok(!page.includes('notification'));
  });

  it('the inbox shows hostile names, addresses and links as text', async () => {
    const hostile = '"><script>alert(1)</script>';
    const message: DevMessage = {
      ...(MESSAGES[0] as DevMessage),
      to: hostile,
      template: hostile,
      subject: hostile,
      code: hostile,
    };
    const inbox = createDevApp([{ ...message, url: 'javascript:alert(1)' }]);
    const page = await (await inbox.request(`/__dev/inbox?to=${encodeURIComponent(hostile)}`)).text();
    assert.doesNotMatch(page, /<script>|Ac<b>|javascript:/);
    assert.match(page, /Ac&lt;b&gt;me/);
  });

  it('the inbox needs nothing inline, and forbids it', async () => {
    const answer = await app.request('/__dev/inbox');
    const policy = answer.headers.get('Content-Security-Policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe/);
    const page = await answer.text();
    assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)/);
    for (const [file, type] of [
      ['inbox.css', 'text/css'],
      ['inbox.js', 'text/javascript; charset=utf-8'],
    ] as const) {
      assert.ok(page.includes(`"${file}"`));
      const asset = await app.request(`/__dev/${file}`);
      assert.equal(asset.status, 200);
      assert.equal(asset.headers.get('Content-Type'), type);
    }
  });

  it('the script of the inbox is complete', async () => {
    const script = await (await app.request('/__dev/inbox.js')).text();
    assert.doesNotThrow(() => new Function(script));
    assert.doesNotMatch(script, /innerHTML|eval\(/);
  });
});
