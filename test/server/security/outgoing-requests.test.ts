import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createClerkClient } from '../../../src/entries/backend.ts';
import { WebhookSms } from '../../../src/server/delivery/sms/webhook-sms.ts';
import { createGuardedFetch } from '../../../src/server/lib/guarded-fetch.ts';
import { forge, PUBLISHABLE_KEY } from '../../backend/token-forge.ts';

/** Addresses where a request of the server would meet what is meant for this machine or its network alone. */
const INSIDE = [
  'http://169.254.169.254/latest/meta-data/',
  'https://169.254.169.254/latest/meta-data/',
  'https://[fe80::1]/',
  'https://[::ffff:169.254.169.254]/',
  'https://10.0.0.5/jwks',
  'https://192.168.1.1/',
  'https://172.16.0.1/',
  'https://[fd00::1]/',
  'https://0.0.0.0/',
  'https://localhost/',
  'https://127.1/',
  'https://2130706433/',
  'https://user:password@example.com/',
];

describe('a request of the server', () => {
  let secret: Server;
  let lure: Server;
  let target = '';
  let status = 302;
  const asked: string[] = [];

  before(async () => {
    const start = async (answer: RequestListener): Promise<Server> => {
      const server = createServer(answer).listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    };
    secret = await start((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('{"keys":[]}');
    });
    target = `http://127.0.0.1:${(secret.address() as AddressInfo).port}/inside`;
    lure = await start((_, response) => response.writeHead(status, { location: target }).end());
  });
  after(() => {
    secret.close();
    lure.close();
  });
  const lureUrl = () => `http://127.0.0.1:${(lure.address() as AddressInfo).port}/`;

  it('a request to a URL that a user wrote reaches no internal address', async () => {
    const fetch = createGuardedFetch();
    for (const url of INSIDE) await assert.rejects(fetch(url), Error, url);
  });

  it('a request reaches no internal address by a name that resolves to one, even later', async () => {
    for (const address of ['10.0.0.5', '169.254.169.254', '127.0.0.1', '::1', '::ffff:10.0.0.5']) {
      const family = address.includes(':') ? 6 : 4;
      const fetch = createGuardedFetch({ resolve: (_, done) => done(null, [{ address, family }]) });
      await assert.rejects(fetch('https://rebound.example/'), /not public/);
    }
  });

  it('a request with a code or for keys follows no redirect', async () => {
    const sms = new WebhookSms({
      url: lureUrl(),
      secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
      applicationName: 'Acme',
    } as ConstructorParameters<typeof WebhookSms>[0]);
    const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwksUrl: lureUrl() });
    for (status of [301, 302, 303, 307, 308]) {
      const message = { to: '+12015550123', channel: 'sms', template: 'verification_code', code: '123456' };
      await assert.rejects(sms.send(message as Parameters<typeof sms.send>[0]), /did not take/);
      const result = await clerk.verifyToken(forge());
      assert.ok(!('data' in result));
      await assert.rejects(createGuardedFetch({ allowLoopback: true })(lureUrl()), /redirects are not followed/);
    }
    assert.deepEqual(asked, [], 'nothing arrived where the redirect leads');
  });
});
