import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const ADA = 'ada@example.com';

describe('a change of the user in one tab', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    await instance.signUp(instance.browser(), ADA);
  });
  after(() => instance.close());

  it('shows in the other tabs at once, and does not come back', async () => {
    const device = new Device(instance);
    const front = await device.open();
    const attempt = await front.clerk.client?.signIn.create({ identifier: ADA, password: PASSWORD });
    await front.clerk.setActive({ session: attempt?.createdSessionId ?? '' });
    const tabs = [front, await device.open({ visible: false }), await device.open({ visible: false })];
    await device.settle();
    let renders = 0;
    for (const { clerk } of tabs) clerk.addListener(() => renders++, { skipInitialEmit: true });
    await front.clerk.user?.update({ firstName: 'Augusta' });
    // Addresses are listed by the time at which they were added.
    await device.world.advance(1000);
    await front.clerk.user?.createEmailAddress({ email: 'work@example.com' });
    await device.settle();
    for (const { clerk } of tabs) {
      assert.equal(clerk.user?.firstName, 'Augusta');
      assert.deepEqual(
        clerk.user?.emailAddresses.map(({ emailAddress }) => emailAddress),
        [ADA, 'work@example.com'],
      );
    }
    const before = renders;
    await device.settle();
    assert.equal(renders, before);
  });
});
