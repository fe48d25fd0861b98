import assert from 'node:assert/strict';
import { it } from 'node:test';
import { backendOf } from '../../support/backend-api.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const SIGN_INS = '/v1/client/sign_ins';
const ALLOW = '/allowlist_identifiers';
const BLOCK = '/blocklist_identifiers';

const startSignUp = (instance: TestInstance, email_address: string) =>
  instance.browser().post(SIGN_UPS, { email_address, password: PASSWORD });

onSqlite('the allow-list and the block-list', (open) => {
  it('an entry of the block-list counts from the next request on, and no longer once it is removed', async () => {
    const instance = await open({ config: { attributes: { phoneNumber: 'optional' } } });
    const call = await backendOf(instance);
    const block = async (identifier: string) => (await call('POST', BLOCK, { identifier })).body.id as string;
    const isBlocked = async (fields: Record<string, string>) => {
      const { code } = await instance.browser().post(SIGN_UPS, { password: PASSWORD, ...fields });
      return code === 'not_allowed_access';
    };
    const ids = [await block('Eve@acme.example'), await block('*@Bücher.example'), await block('+1415*')];
    assert.equal(await isBlocked({ email_address: 'eve+x@ACME.example' }), true);
    assert.equal(await isBlocked({ email_address: 'ada@acme.example' }), false);
    assert.equal(await isBlocked({ email_address: 'ada@xn--bcher-kva.example' }), true);
    assert.equal(await isBlocked({ phone_number: '+14155552671' }), true);
    for (const id of ids) assert.equal((await call('DELETE', `${BLOCK}/${id}`)).body.deleted, true);
    assert.equal(await isBlocked({ email_address: 'eve@acme.example' }), false);
    assert.equal(await isBlocked({ phone_number: '+14155552671' }), false);
  });

  it('an address that is blocked during a sign-up gets no account', async () => {
    const instance = await open();
    const browser = instance.browser();
    const { response } = await browser.post(SIGN_UPS, { email_address: 'ada@acme.example', password: PASSWORD });
    await browser.post(`${SIGN_UPS}/${response.id}/prepare_verification`, { strategy: 'email_code' });
    await (await backendOf(instance))('POST', BLOCK, { identifier: '*@acme.example' });
    const proof = { strategy: 'email_code', code: instance.mailbox.lastCode('ada@acme.example') };
    const done = await browser.post(`${SIGN_UPS}/${response.id}/attempt_verification`, proof);
    assert.deepEqual([done.status, done.code], [403, 'not_allowed_access']);
  });

  it('a blocked account signs in unless the settings say that the lists count there', async () => {
    for (const onSignIn of [false, true]) {
      const instance = await open({ config: { restrictions: { onSignIn } } });
      await instance.signUp(instance.browser(), 'ada@acme.example');
      await (await backendOf(instance))('POST', BLOCK, { identifier: 'ada@acme.example' });
      const answer = await instance.browser().post(SIGN_INS, { identifier: 'ada@acme.example', password: PASSWORD });
      assert.deepEqual([answer.status, answer.code], onSignIn ? [403, 'not_allowed_access'] : [200, undefined]);
    }
  });

  it('an allow-list that is in force admits those whom the settings or an administrator name, and nobody else', async () => {
    const instance = await open({ config: { restrictions: { allowlistEnabled: true } } });
    const call = await backendOf(instance);
    const { id } = (await call('POST', ALLOW, { identifier: '*@*.acme.example' })).body;
    assert.equal((await startSignUp(instance, 'ada@acme.example')).code, 'not_allowed_access');
    assert.equal((await startSignUp(instance, 'ada@sub.acme.example')).status, 200);
    assert.ok((await instance.signUp(instance.browser(), 'bo@sub.acme.example')).userId);
    await call('DELETE', `${ALLOW}/${id}`);
    await assert.rejects(instance.signUp(instance.browser(), 'cy@sub.acme.example'), /not_allowed_access/);
  });

  it('an allow-list that is not in force keeps its entries and restricts nobody', async () => {
    const instance = await open();
    const call = await backendOf(instance);
    assert.equal((await call('POST', ALLOW, { identifier: 'bo@acme.example' })).status, 200);
    assert.ok((await instance.signUp(instance.browser(), 'ada@other.example')).userId);
  });

  it('entries of the settings come first, are never deleted, and their refusal names the setting', async () => {
    const restrictions = { allowlist: ['@Acme.example', '*@acme.example', 'ada@other.example'], blocklist: ['+1900*'] };
    const instance = await open({ config: { restrictions } });
    const call = await backendOf(instance);
    instance.clock.advance(1_000);
    for (const identifier of ['bo@third.example', 'cy@third.example']) {
      await call('POST', ALLOW, { identifier });
      instance.clock.advance(1_000);
    }
    const page = (query: string) => call('GET', `${ALLOW}?paginated=true&${query}`);
    const all = (await page('')).body;
    const identifiers = (body: { data: { identifier: string }[] }) => body.data.map(({ identifier }) => identifier);
    const order = ['@Acme.example', 'ada@other.example', 'cy@third.example', 'bo@third.example'];
    assert.deepEqual([all.total_count, identifiers(all)], [4, order]);
    assert.deepEqual(identifiers((await page('limit=2&offset=1')).body), order.slice(1, 3));
    assert.deepEqual(identifiers((await page('limit=2&offset=3')).body), order.slice(3));
    assert.deepEqual(identifiers((await page('limit=1')).body), order.slice(0, 1));
    assert.deepEqual((await call('GET', ALLOW)).body, all.data);
    const [seeded] = all.data;
    assert.deepEqual([seeded.created_at, seeded.identifier_type], [0, 'email_address']);
    const refused = await call('DELETE', `${ALLOW}/${seeded.id}`);
    assert.deepEqual([refused.status, refused.code], [403, 'setting_read_only']);
    assert.equal(refused.body.errors[0].meta.setting, 'restrictions.allowlist');
    assert.match(refused.body.errors[0].long_message, /restrictions\.allowlist/);
    const [blocked] = (await call('GET', BLOCK)).body.data;
    const other = await call('DELETE', `${BLOCK}/${blocked.id}`);
    assert.deepEqual([other.code, other.body.errors[0].meta.setting], ['setting_read_only', 'restrictions.blocklist']);
    // An id of the other list is none of this one.
    assert.equal((await call('DELETE', `${BLOCK}/${all.data[2].id}`)).status, 404);
    assert.equal((await call('POST', ALLOW, { identifier: 'x@ACME.example' })).status, 200);
    assert.equal((await call('POST', ALLOW, { identifier: '*@acme.EXAMPLE' })).code, 'duplicate_record');
  });

  itOnBoth('of parallel calls that add one entry one adds it', async () => {
    const call = await backendOf(await open());
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        call('POST', BLOCK, { identifier: i % 2 ? 'Eve@x.example' : 'eve@X.example' }),
      ),
    );
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.ok(answers.every(({ status, code }) => status === 200 || code === 'duplicate_record'));
  });

  it('an entry with notify mails an invitation, and takes it back when it is deleted', async () => {
    const instance = await open({ config: { restrictions: { allowlistEnabled: true } } });
    const call = await backendOf(instance);
    const made = await call('POST', ALLOW, { identifier: 'ada@acme.example', notify: true });
    assert.match(made.body.invitation_id, /^inv_/);
    const url = instance.mailbox.to('ada@acme.example')[0]?.url ?? '';
    await call('DELETE', `${ALLOW}/${made.body.id}`);
    const ticket = new URL(url).searchParams.get('ticket') ?? '';
    const late = await instance.browser().post(SIGN_UPS, { strategy: 'ticket', ticket, password: PASSWORD });
    assert.equal(late.code, 'revoked_invitation');
    const phone = await call('POST', ALLOW, { identifier: '+15555550100', notify: true });
    assert.deepEqual([phone.status, phone.body.errors[0].meta.param_name], [422, 'notify']);
    instance.mailbox.failing = true;
    assert.equal((await call('POST', ALLOW, { identifier: 'bo@acme.example', notify: true })).status, 503);
    assert.deepEqual((await call('GET', ALLOW)).body, []);
  });

  it('the lists refuse what could never match', async () => {
    const call = await backendOf(await open());
    for (const identifier of [
      'acme.example',
      '@localhost',
      'ada@*',
      '*',
      '+*',
      'ada',
      'a b@acme.example',
      'x'.repeat(300),
    ]) {
      for (const path of [ALLOW, BLOCK]) {
        const { status, code } = await call('POST', path, { identifier });
        assert.deepEqual([status, code], [422, 'form_param_format_invalid'], identifier);
      }
    }
    assert.equal((await call('POST', BLOCK, { identifier: 'x'.repeat(400) })).code, 'form_param_max_length_exceeded');
    assert.equal((await call('POST', BLOCK, { identifier: 5 })).code, 'form_param_type_invalid');
    assert.equal((await call('POST', BLOCK, {})).code, 'form_param_missing');
    assert.equal((await call('DELETE', `${BLOCK}/%00`)).status, 404);
  });
});
