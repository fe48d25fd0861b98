import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { getTestInstance, PASSWORD, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const EMAIL = 'ada@example.com';
const THIEF = 'thief@example.net';
const NEW_PASSWORD = 'another plain long phrase';
const LEASE_MS = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-events-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const noticesIn = ({ mailbox }: TestInstance) =>
  mailbox.to(EMAIL).flatMap((message) => (message.template === 'notification' ? [message.kind] : []));
const catchUp = ({ app }: TestInstance) => app.catchUp(() => false);
const errorsIn = ({ log }: TestInstance) => log.filter((line) => line.includes('"level":"error"'));

/** Opens two nodes on one database, with a user of the first one. */
async function openTwo(options: TestInstanceOptions = {}) {
  const databaseUrl = `sqlite:${path.join(folder, `${files++}.db`)}`;
  const node = await getTestInstance({ databaseUrl, ...options });
  const other = await getTestInstance({ databaseUrl });
  const browser = node.browser();
  await node.signUp(browser, EMAIL);
  return { node, other, browser, close: () => Promise.all([node.close(), other.close()]) };
}

/** Holds the next mails back. `begun` resolves when the server sends the first of them. */
function holdMails({ mailbox }: TestInstance): { begun: Promise<void>; release: () => void } {
  const begun = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const send = Object.getPrototypeOf(mailbox).send as typeof mailbox.send;
  mailbox.send = async (message) => {
    begun.resolve();
    await released.promise;
    return send.call(mailbox, message);
  };
  return { begun: begun.promise, release: released.resolve };
}

function changePassword(browser: TestBrowser) {
  return browser.post('/v1/me/change_password', { current_password: PASSWORD, new_password: NEW_PASSWORD });
}

/** Returns the storage of a node that dies before it delivers any event. */
function dying(storage: Storage): Storage {
  return { ...storage, claimEvent: () => Promise.reject(new StorageUnavailable('The node is gone.')) };
}

describe('the delivery of events', () => {
  it('the server emails the owner before it answers the request, and never twice', async () => {
    const { node, other, browser, close } = await openTwo();
    assert.equal((await changePassword(browser)).status, 200);
    assert.deepEqual(noticesIn(node), ['password_changed']);
    await catchUp(node);
    await catchUp(other);
    assert.deepEqual([noticesIn(node), noticesIn(other)], [['password_changed'], []]);
    await close();
  });

  it('the server answers the request when the mail server is down, and does not send the email later', async () => {
    const { node, browser, close } = await openTwo();
    node.mailbox.failing = true;
    assert.equal((await changePassword(browser)).status, 200);
    assert.match(errorsIn(node).join(), /A notification could not be sent\..*password_changed/);
    node.mailbox.failing = false;
    node.clock.advance(LEASE_MS);
    await catchUp(node);
    assert.deepEqual(noticesIn(node), []);
    await close();
  });

  it('another node delivers the events of a node that died before it delivered them', async () => {
    const { node, other, browser, close } = await openTwo({ wrapStorage: dying });
    assert.equal((await changePassword(browser)).status, 200);
    assert.match(errorsIn(node).join(), /An event could not be delivered/);
    assert.deepEqual(noticesIn(node), []);
    await Promise.all([catchUp(other), catchUp(other)]);
    assert.deepEqual(noticesIn(other), ['password_changed']);
    await close();
  });

  it('another node takes over an event after a minute when its node died during the delivery', async () => {
    const { node, other, browser, close } = await openTwo();
    const begun = Promise.withResolvers<void>();
    node.mailbox.send = () => {
      begun.resolve();
      return new Promise(() => {});
    };
    void changePassword(browser);
    await begun.promise;
    other.clock.advance(LEASE_MS - 1);
    await catchUp(other);
    assert.deepEqual(noticesIn(other), []);
    other.clock.advance(1);
    await catchUp(other);
    assert.deepEqual(noticesIn(other), ['password_changed']);
    await close();
  });

  it('the server delivers the events of a user in the order of the changes', async () => {
    const { node, other, browser, close } = await openTwo({ wrapStorage: dying });
    await browser.override('PATCH', '/v1/me', { username: 'ada_l' });
    await changePassword(browser);
    await browser.override('PATCH', '/v1/me', { username: 'countess' });
    await catchUp(other);
    assert.deepEqual(noticesIn(other), ['username_changed', 'password_changed', 'username_changed']);
    assert.deepEqual(noticesIn(node), []);
    await close();
  });

  it('a slow mail server cannot send a notice to an address that became the primary one later', async () => {
    const { node, browser, close } = await openTwo();
    const { response: added } = await browser.post('/v1/me/email_addresses', { email_address: THIEF });
    const path = `/v1/me/email_addresses/${added.id}`;
    await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const code = node.mailbox.lastCode(THIEF);
    const { begun, release } = holdMails(node);
    const first = browser.override('PATCH', '/v1/me', { username: 'ada_l' });
    await begun;
    assert.equal((await browser.post(`${path}/attempt_verification`, { code })).status, 200);
    assert.equal((await browser.override('PATCH', '/v1/me', { primary_email_address_id: added.id })).status, 200);
    release();
    await first;
    await node.app.settle();
    assert.deepEqual(noticesIn(node), ['username_changed', 'email_address_added', 'primary_email_address_changed']);
    await close();
  });

  it('a request waits for the mails of its own change and no longer', async () => {
    const { node, browser, close } = await openTwo();
    const { begun, release } = holdMails(node);
    const first = browser.override('PATCH', '/v1/me', { username: 'ada_l' });
    await begun;
    await changePassword(browser);
    const second = holdMails(node);
    release();
    assert.equal((await first).status, 200);
    await second.begun;
    assert.deepEqual(noticesIn(node), ['username_changed']);
    second.release();
    await node.app.settle();
    assert.deepEqual(noticesIn(node), ['username_changed', 'password_changed']);
    await close();
  });

  it('the server stops between two events when it shuts down while it catches up', async () => {
    const { other, browser, close } = await openTwo({ wrapStorage: dying });
    await changePassword(browser);
    await browser.override('PATCH', '/v1/me', { username: 'ada_l' });
    let left = 1;
    await other.app.catchUp(() => left-- === 0);
    assert.deepEqual(noticesIn(other), ['password_changed']);
    await catchUp(other);
    assert.deepEqual(noticesIn(other), ['password_changed', 'username_changed']);
    await close();
  });

  it('an event whose transaction is undone is neither stored, logged nor delivered', async () => {
    let isUndone = false;
    const wrapStorage = (storage: Storage): Storage => ({
      ...storage,
      transaction: (work) =>
        storage.transaction(async (tx) => {
          const result = await work(tx);
          if (isUndone) throw new StorageUnavailable('The commit failed.');
          return result;
        }),
    });
    const { node, browser, close } = await openTwo({ wrapStorage });
    const before = node.log.length;
    isUndone = true;
    assert.equal((await changePassword(browser)).status, 503);
    isUndone = false;
    await catchUp(node);
    assert.deepEqual(noticesIn(node), []);
    assert.doesNotMatch(node.log.slice(before).join(), /authn_password_change/);
    await close();
  });

  it('an event whose transaction runs again is delivered once', async () => {
    const wrapStorage = (storage: Storage): Storage => ({
      ...storage,
      async transaction(work) {
        await storage
          .transaction(async (tx) => {
            await work(tx);
            throw new Error('Run it again.');
          })
          .catch(() => {});
        return storage.transaction(work);
      },
    });
    const { node, browser, close } = await openTwo({ wrapStorage });
    assert.equal((await changePassword(browser)).status, 200);
    assert.deepEqual(noticesIn(node), ['password_changed']);
    assert.equal(node.log.filter((line) => line.includes('authn_password_change')).length, 1);
    await close();
  });
});
