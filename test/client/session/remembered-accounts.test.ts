import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it, test } from 'node:test';
import { accountsKey } from '../../../src/client/session/accounts-key.ts';
import { readAccounts, writeAccounts } from '../../../src/client/session/remembered-accounts.ts';
import { Device, type Page } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const ADA = 'ada@example.com';
const BOB = 'bob@example.com';
const KEY = accountsKey({ frontendApi: 'clerk.example.com' });

const account = (identifier: string, name = identifier) => ({ name, identifier, imageUrl: '' });

async function signIn({ clerk }: Page, identifier: string): Promise<string> {
  const attempt = await clerk.client!.signIn.create({ identifier, strategy: 'password', password: PASSWORD });
  const session = attempt.createdSessionId ?? '';
  await clerk.setActive({ session });
  return session;
}

/** Returns what the browser keeps, as it is stored. */
const stored = ({ world }: Device): unknown => JSON.parse(world.storage.get(KEY) ?? '[]');

const stay = (): void => {};

describe('accounts that sign out', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    for (const each of [ADA, BOB]) await instance.signUp(instance.browser(), each);
  });
  after(() => instance.close());

  async function open(options = {}) {
    const device = new Device(instance);
    const page = await device.open(options);
    const ada = await signIn(page, ADA);
    // Sessions are listed by the time at which they began.
    await device.world.advance(1000);
    const bob = await signIn(page, BOB);
    return { device, page, ada, bob };
  }

  it('keeps name, identifier and picture of an account that signs out, and nothing else', async () => {
    const { device, page, ada } = await open();
    await page.clerk.signOut({ sessionId: ada });
    assert.deepEqual(stored(device), [account(ADA)]);
  });

  it('keeps every account when all sign out at once', async () => {
    const { device, page } = await open();
    await page.clerk.signOut(stay);
    assert.deepEqual(stored(device), [account(ADA), account(BOB)]);
  });

  it('forgets an account that signs in again', async () => {
    const { device, page, ada } = await open();
    await page.clerk.signOut({ sessionId: ada });
    await signIn(page, ADA);
    await device.settle();
    assert.deepEqual(stored(device), []);
  });

  it('forgets an account that comes back signed in with another page', async () => {
    const { device, page, ada } = await open();
    await page.clerk.signOut({ sessionId: ada });
    await signIn(page, ADA);
    device.world.storage.set(KEY, JSON.stringify([account(ADA)]));
    await device.open();
    await device.settle();
    assert.deepEqual(stored(device), []);
  });

  it('forgets an account under every identifier that it has', async () => {
    const withPhones = await getTestInstance({ config: { attributes: { phoneNumber: 'optional' } } });
    const device = new Device(withPhones);
    const page = await device.open();
    await withPhones.signUp(withPhones.browser(), ADA);
    await signIn(page, ADA);
    const number = await page.clerk.user!.createPhoneNumber({ phoneNumber: '+12015550123' });
    device.world.storage.set(KEY, JSON.stringify([account(number.phoneNumber), account(ADA), account(BOB)]));
    await page.clerk.user!.reload();
    await device.settle();
    assert.deepEqual(stored(device), [account(BOB)]);
    await withPhones.close();
  });

  it('does not keep an account that its user deletes', async () => {
    const { device, page } = await open();
    await instance.signUp(instance.browser(), 'carl@example.com');
    await signIn(page, 'carl@example.com');
    await page.clerk.user?.delete();
    await device.settle();
    assert.deepEqual(stored(device), []);
  });

  it('keeps no account when the sign-out does not reach the server', async () => {
    const { device, page } = await open();
    device.world.online = false;
    await assert.rejects(page.clerk.signOut(stay));
    assert.deepEqual(stored(device), []);
  });

  it('keeps no accounts, and forgets those it has, when the page does not want it', async () => {
    const { device, page, ada } = await open();
    await page.clerk.signOut({ sessionId: ada });
    const other = await device.open({ rememberAccounts: false });
    await device.settle();
    assert.deepEqual(stored(device), []);
    await other.clerk.signOut(stay);
    assert.deepEqual(stored(device), []);
  });

  it('takes what is stored for an empty list when it is not one', async () => {
    const { device, page, ada } = await open();
    device.world.storage.set(KEY, '{"length":3,"0":"__proto__"}');
    await page.clerk.signOut({ sessionId: ada });
    assert.deepEqual(stored(device), [account(ADA)]);
  });
});

test('keeps no accounts on an instance with one session per browser', async () => {
  const instance = await getTestInstance({ config: { singleSession: true } });
  await instance.signUp(instance.browser(), ADA);
  const device = new Device(instance);
  const page = await device.open();
  await signIn(page, ADA);
  await page.clerk.signOut(stay);
  assert.deepEqual(stored(device), []);
  await instance.close();
});

for (const singleSession of [false, true]) {
  const where = singleSession ? 'with one session per browser' : 'with several sessions per browser';

  describe(`accounts that sign-in greets by name, ${where}`, () => {
    const LIFETIME = 600;
    let instance: TestInstance;
    let device: Device;
    let page: Page;
    before(async () => {
      instance = await getTestInstance({
        config: { welcomeBack: true, singleSession, session: { lifetimeSeconds: LIFETIME } },
      });
      for (const each of [ADA, BOB]) await instance.signUp(instance.browser(), each);
    });
    after(() => instance.close());

    beforeEach(async () => {
      device = new Device(instance);
      page = await device.open();
      await signIn(page, ADA);
      await device.settle();
    });

    it(`keeps an account and its method as soon as it signs in, ${where}`, () => {
      assert.deepEqual(stored(device), [{ ...account(ADA), strategy: 'password' }]);
    });

    it(`keeps an account whose session expires, ${where}`, async () => {
      await device.world.advance(LIFETIME * 1000);
      const later = await device.open();
      await device.settle();
      assert.equal(later.clerk.user, null);
      assert.deepEqual(stored(device), [{ ...account(ADA), strategy: 'password' }]);
    });

    it(`keeps the newest method of an account, and the account that was used last comes first, ${where}`, async () => {
      await page.clerk.signOut(stay);
      await signIn(page, BOB);
      await page.clerk.signOut(stay);
      const attempt = await page.clerk.client!.signIn.create({ identifier: ADA, strategy: 'email_code' });
      assert.equal(attempt.status, 'needs_first_factor');
      const code = instance.mailbox.lastCode(ADA);
      await attempt.attemptFirstFactor({ strategy: 'email_code', code });
      await device.settle();
      assert.deepEqual(stored(device), [
        { ...account(ADA), strategy: 'email_code' },
        { ...account(BOB), strategy: 'password' },
      ]);
    });

    it(`forgets an account that signs out with the wish to be forgotten, ${where}`, async () => {
      await page.clerk.signOut(stay, { rememberAccounts: false });
      await device.settle();
      assert.deepEqual(stored(device), []);
    });

    it(`keeps no account that its user deletes, ${where}`, async () => {
      const gone = `gone-${singleSession}@example.com`;
      await instance.signUp(instance.browser(), gone);
      await page.clerk.signOut(stay);
      await signIn(page, gone);
      await page.clerk.user?.delete();
      await device.settle();
      assert.deepEqual(stored(device), [{ ...account(ADA), strategy: 'password' }]);
    });

    it(`forgets every account when the page does not want any, ${where}`, async () => {
      await device.open({ rememberAccounts: false });
      await device.settle();
      assert.deepEqual(stored(device), []);
    });
  });
}

test('without the greeting, an account that is signed in leaves nothing in the storage', async () => {
  const instance = await getTestInstance();
  await instance.signUp(instance.browser(), ADA);
  const device = new Device(instance);
  const page = await device.open();
  await signIn(page, ADA);
  await device.settle();
  assert.deepEqual(
    [...device.world.storage.keys()].filter((key) => key.includes('accounts')),
    [],
  );
  await instance.close();
});

test('an account that an element greets on its own is kept with its method while it is signed in', async () => {
  const instance = await getTestInstance();
  await instance.signUp(instance.browser(), ADA);
  const device = new Device(instance);
  const page = await device.open();
  await signIn(page, ADA);
  await device.settle();
  device.world.storage.set(KEY, JSON.stringify([{ ...account(ADA, 'old name'), strategy: '' }]));
  await device.open();
  await device.settle();
  assert.deepEqual(stored(device), [{ ...account(ADA), strategy: 'password' }]);
  await page.clerk.signOut(stay);
  assert.deepEqual(stored(device), [{ ...account(ADA), strategy: 'password' }]);
  await instance.close();
});

describe('a stored list of accounts', () => {
  const list = (text: string) => {
    const values = new Map([[KEY, text]]);
    return readAccounts({ get: (key) => values.get(key) ?? null, set: (key, value) => values.set(key, value) }, KEY);
  };

  it('reads nothing from values that no client has written', () => {
    for (const text of [
      '',
      'null',
      '7',
      '"text"',
      '{}',
      '[',
      '[null]',
      '[[]]',
      '[{}]',
      '[{"name":1,"identifier":"a","imageUrl":""}]',
      '[{"name":"A","identifier":"","imageUrl":""}]',
      '[{"name":"A","identifier":{"toString":null},"imageUrl":""}]',
      JSON.stringify([account('x'.repeat(3000))]),
      JSON.stringify(Array.from({ length: 4000 }, (_, index) => account(`user${index}`))),
    ]) {
      assert.deepEqual(list(text), [], text.slice(0, 80));
    }
  });

  it('reads the method of an account only if it is a text', () => {
    const text = JSON.stringify([
      { ...account(ADA), strategy: { toString: 1 } },
      { ...account(BOB), strategy: '' },
    ]);
    assert.deepEqual(list(text), [account(ADA), { ...account(BOB), strategy: '' }]);
  });

  it('reads only the three texts of an account, and each account once', () => {
    const text = JSON.stringify([
      { ...account(ADA, 'Ada'), token: 'secret', __proto__: { identifier: 'other' } },
      account(BOB),
      account(ADA, 'Imposter'),
    ]);
    assert.deepEqual(list(text), [account(ADA, 'Ada'), account(BOB)]);
  });

  it('keeps at most ten accounts, the last ones', () => {
    const values = new Map<string, string>();
    const storage = {
      get: (key: string) => values.get(key) ?? null,
      set: (k: string, v: string) => void values.set(k, v),
    };
    writeAccounts(
      storage,
      KEY,
      Array.from({ length: 12 }, (_, index) => account(`user${index}@example.com`)),
    );
    assert.equal(readAccounts(storage, KEY).length, 10);
    assert.equal(readAccounts(storage, KEY)[0]?.identifier, 'user0@example.com');
  });
});
