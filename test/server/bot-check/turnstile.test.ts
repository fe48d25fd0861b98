import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Logger } from '../../../src/server/logger.ts';
import { checkTurnstile, type TurnstileSettings } from '../../../src/server/bot-check/turnstile.ts';
import { startTurnstileService, TURNSTILE_SECRET, type TurnstileService } from './turnstile-service.ts';

describe('a Turnstile token', () => {
  let service: TurnstileService;
  let log: string[];
  const logger: Logger = {
    info: () => {},
    warn: () => {},
    error: (message, fields) => void log.push(JSON.stringify({ message, ...fields })),
  };
  const check = (token: string, settings: Partial<TurnstileSettings> = {}, ip: string | null = null) =>
    checkTurnstile(
      { secretKey: TURNSTILE_SECRET, verifyUrl: service.url, hostnames: null, ...settings },
      token,
      ip,
      logger,
    );

  beforeEach(async () => {
    log = [];
    service = await startTurnstileService();
    service.tokens.add('good');
  });
  afterEach(() => service.close());

  it('a Turnstile token passes once', async () => {
    assert.equal(await check('good', {}, '203.0.113.7'), 'passed');
    assert.equal(await check('good'), 'failed');
    assert.deepEqual(service.requests[0], { secret: TURNSTILE_SECRET, response: 'good', remoteip: '203.0.113.7' });
    assert.deepEqual(service.requests[1], { secret: TURNSTILE_SECRET, response: 'good' });
    assert.deepEqual(log, []);
  });

  it('a Turnstile token must come from a configured host', async () => {
    service.tokens.add('foreign').add('unknown');
    assert.equal(await check('good', { hostnames: ['app.example.com'] }), 'passed');
    service.hostname = 'app.example.com.evil.example';
    assert.equal(await check('foreign', { hostnames: ['app.example.com'] }), 'failed');
    service.hostname = undefined;
    assert.equal(await check('unknown', { hostnames: ['app.example.com'] }), 'failed');
  });

  it('a huge Turnstile token is not sent to the service', async () => {
    assert.equal(await check('x'.repeat(100_000)), 'failed');
    assert.equal(service.requests.length, 0);
  });

  it('no Turnstile token passes when the service fails, and the log shows neither token nor key', async () => {
    const failures: TurnstileService['misbehave'][] = [
      (response) => void response.socket?.destroy(),
      (response) => void response.end('<html>busy</html>'),
      (response) => void response.end('null'),
      (response) => void response.end(`"${'x'.repeat(100_000)}"`),
      (response) => void response.writeHead(307, { Location: `${service.url}?again` }).end(),
      (response) => void response.end(JSON.stringify({ success: false, 'error-codes': ['internal-error'] })),
    ];
    for (const [i, misbehave] of failures.entries()) {
      service.misbehave = misbehave;
      assert.equal(await check('good'), 'unavailable', `failure ${i}`);
    }
    service.misbehave = undefined;
    assert.equal(await check('good', { secretKey: 'another key' }), 'unavailable');
    assert.equal(log.length, failures.length + 1);
    assert.match(log.at(-1) ?? '', /invalid-input-secret/);
    for (const secret of ['good', TURNSTILE_SECRET, 'another key']) assert.ok(!log.join().includes(`"${secret}"`));
  });

  it('a Turnstile token passes only when the service answers true', async () => {
    for (const success of ['true', 1, {}, undefined]) {
      service.misbehave = (response) => void response.end(JSON.stringify({ success, hostname: 'app.example.com' }));
      assert.equal(await check('good'), 'failed');
    }
  });
});
