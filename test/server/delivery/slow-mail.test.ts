import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { createSendLine, SendTimeout } from '../../../src/server/delivery/send-line.ts';
import { UndeliverableError } from '../../../src/server/delivery/port.ts';
import { SmtpDelivery, type SmtpOptions } from '../../../src/server/delivery/smtp-delivery.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { startSmtp } from './smtp-fixture.ts';

const message = (to: string) =>
  ({ to, channel: 'email', template: 'verification_code', code: '483920', expiresInMinutes: 10 }) as const;

function open(url: string, limits: SmtpOptions['limits']): SmtpDelivery {
  return new SmtpDelivery({ url, from: 'no-reply@example.com', applicationName: 'Acme', supportEmail: null, limits });
}

/** Takes connections and says nothing, until it is told to speak as a mail server. */
async function startSilence() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describe('a mail server that hangs', () => {
  it('a mail server that hangs fails forty messages at the same deadline, not five at a time', async () => {
    const silence = await startSilence();
    const delivery = open(silence.url, { deadlineMs: 200 });
    let failures = 0;
    // Were each to wait for those before it, eight such times would pass until the last one fails.
    const inSecondTime = Promise.withResolvers<number>();
    const sent = Array.from({ length: 40 }, (_, i) =>
      delivery.send(message(`user${i}@example.com`)).finally(() => {
        if (failures++ === 0) setTimeout(() => inSecondTime.resolve(failures), 200);
      }),
    );
    for (const { status, reason } of (await Promise.allSettled(sent)) as PromiseRejectedResult[]) {
      assert.equal(status, 'rejected');
      assert.match(String(reason), /did not take the message: no answer in time/);
      assert.ok(!(reason instanceof UndeliverableError));
    }
    assert.equal(await inSecondTime.promise, 40, 'before as much time has passed again');
    assert.ok(silence.sockets.size <= 5);
    delivery.close();
    silence.close();
  });

  it('a mail server that hangs lets a limited number of messages wait', async () => {
    const silence = await startSilence();
    const delivery = open(silence.url, { deadlineMs: 1_000, atOnce: 1, waiting: 2 });
    const order: number[] = [];
    const sent = [0, 1, 2, 3].map((i) =>
      delivery.send(message(`user${i}@example.com`)).catch((error: Error) => {
        order.push(i);
        return error.message;
      }),
    );
    const reasons = await Promise.all(sent);
    assert.equal(order[0], 3);
    assert.match(String(reasons[3]), /too many messages wait/);
    assert.match(String(reasons[0]), /no answer in time/);
    delivery.close();
    silence.close();
  });
});

describe('the line of messages', () => {
  it('the line runs no more tasks at once than it may, and all of them in turn', async () => {
    const run = createSendLine({ atOnce: 2, waiting: 100, deadlineMs: 60_000 });
    let underWay = 0;
    let most = 0;
    const done: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        run(async () => {
          most = Math.max(most, ++underWay);
          await new Promise((resolve) => setImmediate(resolve));
          underWay--;
          done.push(i);
        }),
      ),
    );
    assert.equal(most, 2);
    assert.deepEqual(
      done,
      Array.from({ length: 20 }, (_, i) => i),
    );
  });

  it('a task keeps its place after its deadline until it ends', async () => {
    const run = createSendLine({ atOnce: 1, waiting: 1, deadlineMs: 1 });
    const hanging = Promise.withResolvers<void>();
    await assert.rejects(
      run(() => hanging.promise),
      SendTimeout,
    );
    let isRun = false;
    const next = async () => {
      isRun = true;
    };
    await assert.rejects(run(next), SendTimeout);
    assert.equal(isRun, false, 'It is not begun after it was given up.');
    hanging.resolve();
    await hanging.promise;
    await new Promise((resolve) => setImmediate(resolve));
    await run(next);
    assert.equal(isRun, true);
  });

  it('a task that gives up gets no place that becomes free at that moment', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const run = createSendLine({ atOnce: 1, waiting: 1, deadlineMs: 1_000 });
    const slow = Promise.withResolvers<void>();
    const first = run(() => slow.promise);
    const second = run(async () => 'late');
    await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(1_000);
    slow.resolve();
    await assert.rejects(first, SendTimeout);
    await assert.rejects(second, SendTimeout);
    assert.equal(await run(async () => 'in turn'), 'in turn');
  });

  it('the line goes on after a task that failed', async () => {
    const run = createSendLine({ atOnce: 1, waiting: 0, deadlineMs: 60_000 });
    await assert.rejects(
      run(() => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await run(async () => 'yes'), 'yes');
  });
});

describe('a recipient that the mail server refuses', () => {
  for (const [answer, isForGood] of [
    [[550, 'No such user here'], true],
    [[550, '5.1.1 No such user here'], true],
    [[550, '5.2.1 Mailbox disabled'], true],
    [[553, 'Mailbox name not allowed'], true],
    [[450, '4.2.1 Try again later'], false],
    [[452, 'Too many recipients'], false],
    [[550, '5.7.1 Relaying denied'], false],
    [[554, '5.7.1 Client host is on a block list'], false],
    [[530, 'Authentication required'], false],
  ] as const) {
    it(`the answer "${answer.join(' ')}" refuses the recipient ${isForGood ? 'for good' : 'for now, or for a fault of ours'}`, async () => {
      const smtp = await startSmtp({
        onRcptTo: (_address, _session, done) => done(Object.assign(new Error(answer[1]), { responseCode: answer[0] })),
      });
      const delivery = open(smtp.url, {});
      await assert.rejects(delivery.send(message('ada@example.com')), (error: Error) => {
        assert.equal(error instanceof UndeliverableError, isForGood, error.message);
        assert.doesNotMatch(error.message, /ada|483920/);
        return true;
      });
      delivery.close();
      await smtp.close();
    });
  }
});

onSqlite('a mail that could not be sent', (open) => {
  it('an address that takes no mail and a service that is away get different errors', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { response } = await browser.post('/v1/client/sign_ups', {
      email_address: 'ada@example.com',
      password: 'a plain long phrase',
    });
    const path = `/v1/client/sign_ups/${response.id}/prepare_verification`;
    const send = instance.mailbox.send.bind(instance.mailbox);
    instance.mailbox.send = () => Promise.reject(new UndeliverableError('The address takes no mail: EENVELOPE 550'));
    const refused = await browser.post(path, { strategy: 'email_code' });
    assert.deepEqual([refused.status, refused.code], [400, 'verification_not_sent']);
    assert.match(JSON.stringify(refused.body), /cannot receive messages/);
    instance.clock.advance(31_000);
    instance.mailbox.send = () => Promise.reject(new Error('The mail server did not take the message: ETIMEDOUT'));
    const away = await browser.post(path, { strategy: 'email_code' });
    assert.deepEqual([away.status, away.code, away.headers.get('retry-after')], [503, 'service_unavailable', '5']);
    instance.mailbox.send = send;
    assert.equal((await browser.post(path, { strategy: 'email_code' })).status, 200);
  });
});
