import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { refusal } from './refusal.ts';

const url = 'https://clerk.example.com';
const smtp = { url: 'smtp://mail.example.com:587', from: 'no-reply@example.com' };
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const endpoint = { url: 'https://app.example.com/webhooks', secret };

const refused = (webhooks: unknown, more: object = {}) => refusal({ url, smtp, webhooks, ...more });

describe('the setting webhooks', () => {
  it('endpoints are off by default, and have the same id at every start', () => {
    assert.deepEqual(parseConfig({ url, smtp }).webhooks, []);
    const [first] = parseConfig({ url, smtp, webhooks: [endpoint] }).webhooks;
    const [second] = parseConfig({ url, smtp, webhooks: [{ ...endpoint, events: ['user.created'] }] }).webhooks;
    assert.match(first?.id ?? '', /^ep_/);
    assert.deepEqual([second?.id, second?.events, first?.events], [first?.id, ['user.created'], null]);
  });

  it('endpoints can be given as JSON in the environment', () => {
    const config = parseConfig({ url, smtp }, { CLERK_WEBHOOKS: JSON.stringify([endpoint]) });
    assert.equal(config.webhooks[0]?.url, endpoint.url);
  });

  it('a receiver is public and https, but in development, where it may be on this machine', () => {
    for (const at of [
      'http://app.example.com/',
      'http://localhost:3000/',
      'https://10.0.0.5/',
      'https://a:b@c.example/',
    ]) {
      assert.match(refused([{ ...endpoint, url: at }]), /webhooks\[0\]\.url/, at);
    }
    const local = [{ ...endpoint, url: 'http://localhost:3000/' }];
    assert.equal(parseConfig({ url, smtp, webhooks: local, instanceType: 'development' }).webhooks.length, 1);
  });

  it('webhookPrivateNetworks allows private networks over https, and no link-local address', () => {
    const webhookPrivateNetworks = true;
    const inner = [{ ...endpoint, url: 'https://10.0.0.5/' }];
    assert.equal(parseConfig({ url, smtp, webhooks: inner, webhookPrivateNetworks }).webhooks.length, 1);
    for (const at of ['http://10.0.0.5/', 'https://169.254.169.254/']) {
      assert.match(refused([{ ...endpoint, url: at }], { webhookPrivateNetworks }), /webhooks\[0\]\.url/, at);
    }
  });

  it('wrong entries are refused by name, and no secret is shown', () => {
    assert.match(refused('x'), /webhooks is not a list/);
    assert.match(refused(['x']), /webhooks\[0\] is not an object/);
    assert.match(refused([{ url: endpoint.url }]), /webhooks\[0\]\.secret is missing/);
    const short = refused([{ ...endpoint, secret: 'whsec_c2VjcmV0' }]);
    assert.match(short, /webhooks\[0\]\.secret is not a secret/);
    assert.doesNotMatch(short, /c2VjcmV0/);
    assert.match(refused([{ ...endpoint, events: ['user.craeted'] }]), /Did you mean user\.created\?/);
    assert.match(refused([{ ...endpoint, events: [] }]), /not a list of events/);
    assert.match(refused([{ ...endpoint, evnts: [] }]), /Did you mean events\?/);
    assert.match(refused([endpoint, endpoint]), /webhooks\[1\]\.url is that of an entry before/);
    assert.match(refused([{ ...endpoint, description: 'x'.repeat(257) }]), /description/);
  });
});
