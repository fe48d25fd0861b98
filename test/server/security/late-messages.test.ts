import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getTestInstance } from '../../support/instance.ts';

const ADA = 'ada@example.com';

it('a server that stops sends the messages first that no answer waited for', async () => {
  const instance = await getTestInstance({ config: { enumerationProtection: true } });
  await instance.signUp(instance.browser(), ADA);
  instance.clock.advance(120_000);
  const { promise: isUp, resolve: goUp } = Promise.withResolvers<void>();
  const send = instance.mailbox.send.bind(instance.mailbox);
  instance.mailbox.send = (message) => isUp.then(() => send(message));
  const before = instance.mailbox.to(ADA).length;
  const form = { identifier: ADA, strategy: 'email_code' };
  const { status, code } = await instance.browser().post('/v1/client/sign_ins', form);
  assert.equal(status, 200, code);
  const settled = instance.app.settle();
  assert.equal(await Promise.race([settled, nextTurn('waits')]), 'waits');
  goUp();
  await settled;
  assert.equal(instance.mailbox.to(ADA).length, before + 1);
  await instance.close();
});
