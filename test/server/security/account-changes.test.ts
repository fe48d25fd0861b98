import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { actAs } from '../../support/act-as.ts';
import { itOnBoth, onSqlite } from '../../support/each-storage.ts';
import { PASSWORD } from '../../support/instance.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import type { Answer, TestBrowser } from '../../support/test-browser.ts';
import { EVERYTHING, signUpWhole, WHOLE_EMAIL, WHOLE_PHONE } from '../../support/whole-account.ts';
import { startProvider, withProvider } from '../factors/oauth/sign-in-with.ts';
import { type Call, CHANGES, type Mail, NEW_PASSWORD, ok, SECOND_PHONE, type World } from './account-change-table.ts';

const STALE = 600_000;
const RESEND = 60_000;

/** docs/security.md, 32, 40, 41. */
onSqlite('every change of an account', (open) => {
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'ada', email: 'at@work.example', email_verified: true }]);
  });
  after(() => idp.close());

  const openWorld = async (): Promise<World> => {
    // A development instance accepts a provider on this machine.
    const { oauth } = withProvider(idp.issuer);
    const instance = await open({ config: { ...EVERYTHING, oauth, instanceType: 'development' } });
    const browser = instance.browser();
    const { ids } = await signUpWhole(instance, browser);
    return { instance, browser, ids, idp };
  };
  const userIdOf = async (browser: TestBrowser): Promise<string> =>
    (await browser.get('/v1/client')).response.sessions[0].user.id;
  const send = (browser: TestBrowser, [verb, path, form = {}]: Call): Promise<Answer> =>
    verb === 'POST' ? browser.post(path, form) : browser.override(verb, path, form);
  const noticesOf = ({ instance }: World): Mail[] =>
    instance.mailbox.messages.flatMap((mail): Mail[] =>
      mail.template === 'notification' ? [[mail.to, mail.kind]] : [],
    );
  /** Proves the first factor by a code, and the second one by the authenticator app or the reserved number. */
  const reverify = async ({ instance, browser, app }: World) => {
    const client = (await browser.get('/v1/client')).response;
    const [session] = client.sessions;
    const path = `/v1/client/sessions/${session.id}/verify`;
    const begun = await ok(browser.post(path, { level: 'multi_factor' }));
    const email_address_id = session.user.primary_email_address_id;
    await ok(browser.post(`${path}/prepare_first_factor`, { strategy: 'email_code', email_address_id }));
    const code = instance.mailbox.lastCode(WHOLE_EMAIL);
    const half = await ok(browser.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code }));
    if (half.response.status === 'complete') return begun;
    return ok(browser.post(`${path}/attempt_second_factor`, { strategy: 'totp', code: app?.code() ?? '' }));
  };

  itOnBoth(
    'an identifier or a passkey that is removed while it is changed is neither changed nor told of',
    async () => {
      const world = await openWorld();
      const { instance, browser, ids } = world;
      const begin = async (collection: string, strategy: string, form: Record<string, string>, to: string) => {
        const path = `/v1/me/${collection}/${(await ok(browser.post(`/v1/me/${collection}`, form))).response.id}`;
        await ok(browser.post(`${path}/prepare_verification`, { strategy }));
        return { path, code: instance.mailbox.lastCode(to) };
      };
      const email = await begin('email_addresses', 'email_code', { email_address: 'c@example.com' }, 'c@example.com');
      const phone = await begin('phone_numbers', 'phone_code', { phone_number: SECOND_PHONE }, SECOND_PHONE);
      const passkey = `/v1/me/passkeys/${ids.passkey}`;
      const before = noticesOf(world).length;
      const removeWhile = (path: string, change: Promise<Answer>) =>
        Promise.all([browser.override('DELETE', path), change]);
      const done = [
        await removeWhile(email.path, browser.post(`${email.path}/attempt_verification`, { code: email.code })),
        await removeWhile(phone.path, browser.post(`${phone.path}/attempt_verification`, { code: phone.code })),
        await removeWhile(passkey, browser.override('PATCH', passkey, { name: 'Mine' })),
      ];
      await instance.app.settle();
      const kinds = noticesOf(world).map(([, kind]) => kind);
      for (const [index, kind] of (
        ['email_address_added', 'phone_number_added', 'passkey_renamed'] as const
      ).entries()) {
        const [removed, changed] = done[index] as [Answer, Answer];
        assert.equal(removed.status, 200);
        assert.equal(kinds.slice(before).includes(kind), changed.status === 200, `${kind}, ${changed.status}`);
      }
    },
  );

  for (const change of CHANGES) {
    it(`after a fresh proof, the owner hears by mail that ${change.what}`, async () => {
      const world = await openWorld();
      await change.prepare?.(world);
      world.instance.clock.advance(STALE);
      const before = noticesOf(world);
      const call = change.call(world);
      if (!change.needsNoProof) {
        const stale = await send(world.browser, call);
        assert.deepEqual([stale.status, stale.code], [403, 'session_reverification_required']);
        assert.deepEqual(noticesOf(world), before, 'nothing happened');
        await reverify(world);
        world.instance.clock.advance(RESEND);
      }
      const answer = await ok(send(world.browser, call));
      await change.finish?.(world, answer);
      const mails = noticesOf(world).slice(before.length);
      assert.deepEqual(mails.map(String).sort(), change.mails.map(String).sort());
      const text = JSON.stringify(world.instance.mailbox.messages.slice(-mails.length));
      for (const secret of [PASSWORD, NEW_PASSWORD, WHOLE_PHONE, SECOND_PHONE]) assert.ok(!text.includes(secret));
    });

    if (!change.needsNoProof) {
      it(`somebody who acts as the user cannot do this: ${change.what}`, async () => {
        const world = await openWorld();
        await change.prepare?.(world);
        const actor = world.instance.browser();
        await actAs(world.instance, actor, await userIdOf(world.browser));
        const before = noticesOf(world);
        const refused = await send(actor, change.call(world));
        assert.deepEqual([refused.status, refused.code], [403, 'authorization_invalid']);
        assert.deepEqual(noticesOf(world), before, 'nothing happened');
      });
    }

    it(`another person cannot do this, and learns nothing: ${change.what}`, async (t) => {
      const world = await openWorld();
      await change.prepare?.(world);
      const [verb, path, form] = change.call(world);
      const named = `${path} ${JSON.stringify(form ?? {})}`.match(/(idn|eac|pky|sess)_\w{20,}/)?.[0];
      if (!named) return t.diagnostic('names nothing');
      const other = world.instance.browser();
      await world.instance.signUp(other, 'mallory@example.com');
      const before = noticesOf(world);
      const refused = await send(other, [verb, path, form]);
      const expected = path === '/v1/me' ? [422, 'form_param_value_invalid'] : [404, 'resource_not_found'];
      assert.deepEqual([refused.status, refused.code], expected);
      const unknown = named.replace(/_.*/, `_${'x'.repeat(27)}`);
      const body = Object.fromEntries(
        Object.entries(form ?? {}).map(([key, value]) => [key, value.replace(named, unknown)]),
      );
      const never = await send(other, [verb, path.replace(named, unknown), body]);
      assert.deepEqual([never.status, never.code], expected);
      assert.deepEqual(noticesOf(world), before);
    });
  }
});
