import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { Logger } from '../../../../src/server/logger.ts';
import { createBreachCheck } from '../../../../src/server/factors/password/breach-check.ts';
import { type BreachService, sha1, startBreachService } from './breach-service.ts';

const LEAKED = 'correct horse battery';

describe('the breach check', () => {
  let service: BreachService;
  let log: string[];
  const logger: Logger = {
    info: () => {},
    warn: (message, fields) => void log.push(JSON.stringify({ message, ...fields })),
    error: () => {},
  };
  const open = () => createBreachCheck({ enabled: true, url: service.url }, logger);

  beforeEach(async () => {
    log = [];
    service = await startBreachService([LEAKED]);
  });
  afterEach(async () => {
    mock.restoreAll();
    await service.close();
  });

  it('the breach check finds leaked passwords, and only those', async () => {
    const check = open();
    assert.equal(await check.isBreached(LEAKED), true);
    assert.equal(await check.isBreached('a plain long phrase'), false);
    assert.deepEqual(check.counts(), { asked: 2, breached: 1, failedOpen: 0 });
    assert.deepEqual(log, []);
  });

  it('the breach service gets five digits of the hash, and a request for padding', async () => {
    await open().isBreached(LEAKED);
    assert.deepEqual(service.requests, [{ path: `/range/${sha1(LEAKED).slice(0, 5)}`, padding: 'true' }]);
  });

  it('padding in the answer does not count as a leaked password', async () => {
    service.misbehave = (_, response) => void response.end(`${sha1(LEAKED).slice(5)}:0\r\n`);
    assert.equal(await open().isBreached(LEAKED), false);
  });

  it('the breach check reads lower-case suffixes and lines without carriage returns', async () => {
    service.misbehave = (_, response) =>
      void response.end(`${'0'.repeat(35)}:1\n${sha1(LEAKED).slice(5).toLowerCase()}:7\n`);
    assert.equal(await open().isBreached(LEAKED), true);
  });

  it('the breach check sends no request when it is off', async () => {
    const check = createBreachCheck({ enabled: false, url: service.url }, logger);
    assert.equal(await check.isBreached(LEAKED), false);
    assert.deepEqual([service.requests.length, check.counts().asked], [0, 0]);
  });

  it('a failing breach service lets passwords pass, and is logged without password or hash', async () => {
    const failures: [string, BreachService['misbehave']][] = [
      ['answered 500', (_, response) => void response.writeHead(500).end()],
      ['answered 429', (_, response) => void response.writeHead(429).end()],
      ['answered 204', (_, response) => void response.writeHead(204).end()],
      ['answered no range', (_, response) => void response.end('<html>a captive portal</html>')],
      ['answered too much', (_, response) => void response.end(`${'0'.repeat(35)}:1\n`.repeat(10_000))],
      ['not reachable', (request) => void request.socket.destroy()],
      ['not reachable', (_, response) => void response.writeHead(302, { Location: `${service.url}/range/x` }).end()],
    ];
    const check = open();
    for (const [i, [reason, misbehave]] of failures.entries()) {
      service.misbehave = misbehave;
      assert.equal(await check.isBreached(LEAKED), false, reason);
      assert.deepEqual(JSON.parse(log[i] ?? ''), {
        message: 'Leaked passwords could not be looked up, and a password was let through.',
        failures: i + 1,
        reason,
      });
    }
    assert.deepEqual(check.counts(), { asked: failures.length, breached: 0, failedOpen: failures.length });
    for (const part of [LEAKED, sha1(LEAKED).slice(0, 5), sha1(LEAKED).slice(5)]) {
      assert.ok(!log.join('\n').toUpperCase().includes(part.toUpperCase()), part);
    }
  });

  it('the breach check gives up on a silent service after 1.5 seconds', async () => {
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    const timeout = mock.method(AbortSignal, 'timeout', () => late);
    assert.equal(await open().isBreached(LEAKED), false);
    assert.deepEqual(timeout.mock.calls[0]?.arguments, [1_500]);
    assert.match(log[0] ?? '', /no answer in time/);
  });
});
