import assert from 'node:assert/strict';
import { it } from 'node:test';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { askForLink, confirm, lastLink } from '../../support/links.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const SIGN_UPS = '/v1/client/sign_ups';
const TOLD = 'This browser has 10 accounts already. Sign out of one first.';

onSqlite('a browser with several accounts', (open) => {
  it('holds ten accounts and refuses the eleventh sign-in, before and after its first step', async () => {
    const { instance, home, emails } = await withAccounts(open, 11);
    await signInAll(instance, home, emails.slice(0, 9));
    const begun = await home.post(SIGN_INS, { identifier: emails[10] as string });
    await signInAll(instance, home, emails.slice(9, 10));

    const refused = await home.post(SIGN_INS, { identifier: emails[10] as string, password: PASSWORD });
    assert.deepEqual([refused.status, refused.code], [403, 'session_quota_exceeded']);
    assert.equal(refused.body.errors?.[0]?.long_message, TOLD);
    const path = `${SIGN_INS}/${begun.response.id}/attempt_first_factor`;
    const form = { strategy: 'password', password: PASSWORD };
    assert.equal((await home.post(path, form)).code, 'session_quota_exceeded');
    assert.equal((await liveOf(home)).length, 10);

    const [first] = await liveOf(home);
    await home.post(`/v1/client/sessions/${first}/remove`, {});
    const done = await home.post(path, form);
    assert.equal(done.response.status, 'complete', 'the attempt goes on when there is room');
    assert.equal((await liveOf(home)).length, 10);
    assert.equal(instance.log.filter((line) => line.includes('"error"')).length, 0);
  });

  it('refuses the eleventh sign-up, and its code counts when there is room again', async () => {
    const { instance, home, emails } = await withAccounts(open, 10);
    await signInAll(instance, home, emails.slice(0, 9));
    const { response } = await home.post(SIGN_UPS, { email_address: 'new@example.com', password: PASSWORD });
    const path = `${SIGN_UPS}/${response.id}`;
    await home.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    await signInAll(instance, home, emails.slice(9));

    const code = instance.mailbox.lastCode('new@example.com');
    const form = { strategy: 'email_code', code };
    assert.equal((await home.post(`${path}/attempt_verification`, form)).code, 'session_quota_exceeded');
    const another = { email_address: 'other@example.com', password: PASSWORD };
    assert.equal((await home.post(SIGN_UPS, another)).code, 'session_quota_exceeded');
    const [first] = await liveOf(home);
    await home.post(`/v1/client/sessions/${first}/remove`, {});
    const done = await home.post(`${path}/attempt_verification`, form);
    assert.equal(done.response.status, 'complete');
  });

  it('gives the owner of an account that is signed in already that session, also with ten accounts', async () => {
    const { instance, home, emails } = await withAccounts(open, 10);
    await signInAll(instance, home, emails);
    const live = await liveOf(home);
    const again = await home.post(SIGN_INS, { identifier: emails[3] as string, password: PASSWORD });
    assert.equal(again.code, 'identifier_already_signed_in');
    assert.equal(again.body.errors?.[0]?.meta?.session_id, live[3]);
    assert.deepEqual(await liveOf(home), live);
  });

  itOnBoth('keeps at most ten accounts after twenty sign-ins at the same time', async () => {
    const { instance, home, emails } = await withAccounts(open, 20);
    // An email link signs in the browser that asked for it and leaves its cookie alone, so that all of these may succeed.
    for (const email of emails) await askForLink(home, email, {});
    const done = await Promise.all(emails.map((email) => confirm(home, lastLink(instance, email).token)));
    assert.equal(done.filter(({ session }) => session).length, 10);
    const live = await liveOf(home);
    assert.equal(live.length, 10);
    assert.ok(cookieBytes(home) < 4096, `${cookieBytes(home)} B of cookies`);

    await home.post(`/v1/client/sessions/${live[0]}/remove`, {});
    const late = emails.find((_, i) => !done[i]?.session) as string;
    assert.ok((await confirm(home, lastLink(instance, late).token)).session, 'a refused link is not used up');
  });

  itOnBoth('has one session of a user who signs in twice at the same time', async () => {
    const { instance, home, emails } = await withAccounts(open, 1);
    const [email = ''] = emails;
    await askForLink(home, email, {});
    await Promise.all([
      confirm(home, lastLink(instance, email).token),
      home.post(SIGN_INS, { identifier: email, password: PASSWORD }),
    ]);
    assert.equal((await liveOf(home)).length, 1);
  });

  it('goes on with the account that was used last when the active one signs out', async () => {
    const { instance, home, emails } = await withAccounts(open, 3);
    await signInAll(instance, home, emails);
    const [ada, bob, cleo] = await liveOf(home);
    instance.clock.advance(60_000);
    for (const id of [ada, cleo]) {
      instance.clock.advance(1000);
      await home.post(`/v1/client/sessions/${id}/touch`, {});
    }
    const active = async () => (await home.get('/v1/client')).response.last_active_session_id;
    assert.equal(await active(), cleo);
    await home.post(`/v1/client/sessions/${cleo}/remove`, {});
    assert.equal(await active(), ada);
    await home.post(`/v1/client/sessions/${ada}/remove`, {});
    assert.equal(await active(), bob);
  });
});

type Open = Parameters<Parameters<typeof onSqlite>[1]>[0];

/** Opens an instance with accounts, and a browser in which none of them is signed in. */
async function withAccounts(open: Open, count: number) {
  const instance = await open({ config: { emailLink: true } });
  const emails = Array.from({ length: count }, (_, i) => `user-${i}@example.com`);
  for (const email of emails) await instance.signUp(instance.browser(), email);
  // The next message to an address takes half a minute.
  instance.clock.advance(60_000);
  return { instance, home: instance.browser(), emails };
}

async function signInAll({ clock }: TestInstance, browser: TestBrowser, emails: readonly string[]): Promise<void> {
  for (const identifier of emails) {
    clock.advance(1000);
    const { response, code } = await browser.post(SIGN_INS, { identifier, password: PASSWORD });
    assert.equal(response?.status, 'complete', code);
  }
}

async function liveOf(browser: TestBrowser): Promise<string[]> {
  const { response } = await browser.get('/v1/client');
  return response.sessions.map(({ id }: { id: string }) => id);
}

function cookieBytes(browser: TestBrowser): number {
  return [...browser.cookies].map(([name, value]) => name.length + value.length).reduce((a, b) => a + b, 0);
}
