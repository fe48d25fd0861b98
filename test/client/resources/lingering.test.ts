import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { addCoded } from '../../support/whole-account.ts';
import { openPage } from '../future/open-future.ts';

describe('what stays of an account in the memory of a page', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance({
      config: { attributes: { phoneNumber: 'optional' }, secondFactors: { phoneCode: true } },
    });
  });
  after(() => instance.close());

  test('backup codes are in the answer that has them, and in no copy of the account', async () => {
    const browser = instance.browser();
    await instance.signUp(browser, 'ada@example.com');
    instance.clock.advance(60_000);
    await addCoded(instance, browser, 'phone', '+12015550123');
    const { clerk } = await openPage(instance, { browser });
    const phone = clerk.user!.phoneNumbers[0]!;
    const { backupCodes } = await phone.setReservedForSecondFactor({ reserved: true });
    assert.equal(backupCodes?.length, 10);
    const code = backupCodes[0]!;
    const copies = [phone, { ...phone }, clerk.user, clerk.client, clerk.client?.__internal_toSnapshot()];
    for (const copy of copies) assert.ok(!JSON.stringify(copy).includes(code));
  });

  test('nothing holds a user who has signed out, nor an earlier client', async () => {
    const browser = instance.browser();
    await instance.signUp(browser, 'bo@example.com');
    const { clerk } = await openPage(instance, { browser });
    const refs = [clerk.client!, clerk.session!, clerk.user!, clerk.user!.emailAddresses[0]!].map(
      (each) => new WeakRef<{ pathRoot: string }>(each),
    );
    await clerk.signOut(() => {});
    await clerk.client?.signIn.create({ identifier: 'ada@example.com', password: PASSWORD });
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    await setImmediate();
    collect();
    assert.deepEqual(
      refs.flatMap((ref) => ref.deref()?.pathRoot ?? []),
      [],
    );
  });
});
