import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { type Dialect, Kysely, sql } from 'kysely';
import { openDialect } from '../../../src/server/storage/open-storage.ts';
import { POSTGRES_MIGRATION_LOCK } from '../../../src/server/storage/postgres.ts';
import { sqliteFile } from '../../../src/server/storage/sqlite-file.ts';
import { getTestInstance, PASSWORD, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';
import { drawPicture, uploadPicture } from '../../support/pictures.ts';
import { newPgliteSchema } from '../../support/pglite-storage.ts';
import { enrolTotp } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { createTestWallet } from '../../support/test-wallet.ts';
import { EVERYTHING, OTHER_EMAIL, signUpWhole, WHOLE_EMAIL, WHOLE_PHONE } from '../../support/whole-account.ts';

const TEN_MINUTES = 600_000;
const DAY = 86_400_000;
const root = mkdtempSync(path.join(tmpdir(), 'clerk-delete-'));
after(() => rmSync(root, { recursive: true, force: true }));
let files = 0;

const DATABASES: Record<string, () => Promise<{ dialect: Dialect; lock?: string }>> = {
  SQLite: async () => ({ dialect: await sqliteFile(path.join(root, `${++files}.db`)) }),
  Postgres: async () => ({ dialect: (await newPgliteSchema()).dialect, lock: POSTGRES_MIGRATION_LOCK }),
};

for (const [name, openDatabase] of Object.entries(DATABASES)) {
  describe(`deleting an account (${name})`, () => {
    let instance: TestInstance;
    let database: Kysely<Record<string, Record<string, unknown>>>;
    afterEach(async () => {
      await instance.close();
      await database.destroy();
    });

    const open = async (options: TestInstanceOptions = {}): Promise<TestBrowser> => {
      const { dialect, lock } = await openDatabase();
      const storage = await openDialect(dialect, lock, name);
      database = new Kysely({ dialect });
      instance = await getTestInstance({ config: EVERYTHING, ...options, wrapStorage: () => storage });
      return instance.browser();
    };
    /** Returns every row of the database as JSON, by table. */
    const dump = async (): Promise<Map<string, string[]>> => {
      const tables = new Set((await database.introspection.getTables()).map((table) => table.name));
      const all = new Map<string, string[]>();
      for (const table of tables) {
        const { rows } = await sql`select * from ${sql.table(table)}`.execute(database);
        all.set(
          table,
          rows.map((row) => JSON.stringify(row)),
        );
      }
      return all;
    };
    const tablesWith = async (words: readonly string[]): Promise<string[]> =>
      [...(await dump())].flatMap(([table, rows]) =>
        rows.some((row) => words.some((word) => row.includes(word))) ? [table] : [],
      );
    const signIn = (browser: TestBrowser, identifier = WHOLE_EMAIL) =>
      browser.post('/v1/client/sign_ins', { identifier, password: PASSWORD });
    const deletionMails = (to: string) =>
      instance.mailbox.to(to).filter((mail) => mail.template === 'notification' && mail.kind === 'account_deleted');

    it('a user deletes the account: no table keeps a row of it, and the client comes back without the session', async () => {
      const browser = await open();
      const { userId, sessionId, ids } = await signUpWhole(instance, browser);
      await enrolTotp(instance, browser);
      const picture = new Uint8Array(await drawPicture().png().toBuffer());
      assert.equal((await uploadPicture(browser, picture)).status, 200);
      const stranger = await instance.signUp(instance.browser(), 'stranger@example.com');
      const ofStranger = await tablesWith([stranger.userId]);
      // What is under way: a code of a reverification, an address to verify, a sign-in elsewhere.
      await browser.post(`/v1/client/sessions/${sessionId}/verify`, { level: 'first_factor' });
      const factor = { strategy: 'email_code' };
      const begun = await browser.get('/v1/me');
      const email_address_id = begun.response.primary_email_address_id;
      await browser.post(`/v1/client/sessions/${sessionId}/verify/prepare_first_factor`, {
        ...factor,
        email_address_id,
      });
      const added = await browser.post('/v1/me/email_addresses', { email_address: 'third@example.com' });
      await browser.post(`/v1/me/email_addresses/${added.response.id}/prepare_verification`, {
        strategy: 'email_link',
        redirect_url: 'https://app.example.com/verify',
      });
      const elsewhere = instance.browser();
      const half = await signIn(elsewhere);
      assert.equal(half.response.status, 'needs_second_factor');
      const words = [userId, sessionId, ...Object.values(ids), WHOLE_EMAIL, OTHER_EMAIL, 'third@', WHOLE_PHONE];
      const before = await tablesWith(words);
      const tables = ['users', 'profile_images', 'sessions', 'codes', 'challenges', 'sign_ins', 'sign_ups'];
      for (const table of [...tables, 'reverifications', 'known_devices', 'totps', 'backup_codes', 'passkeys']) {
        assert.ok(before.includes(table), `${table} is not part of the test`);
      }

      const deleted = await browser.override('DELETE', '/v1/me');
      assert.equal(deleted.status, 200, deleted.code);
      assert.deepEqual(deleted.response, { object: 'user', id: userId, deleted: true });
      assert.deepEqual([deleted.client?.sessions, deleted.client?.last_active_session_id], [[], null]);
      assert.equal(browser.cookies.get('__client_uat'), '0');
      const left = await tablesWith(words);
      assert.deepEqual(left.sort(), ['events', 'rate_limits'], 'only the news of it, and the limits on mail');
      assert.deepEqual(await tablesWith([stranger.userId]), ofStranger);
      const events = await instance.storage.listEvents(userId);
      assert.deepEqual(
        events.map(({ type }) => type),
        ['session.revoked', 'user.deleted'],
      );
      const attempt = { strategy: 'totp', code: '123456' };
      const gone = await elsewhere.post(`/v1/client/sign_ins/${half.response.id}/attempt_second_factor`, attempt);
      assert.equal(gone.status, 404);
      assert.equal((await browser.get('/v1/me')).status, 401);
      await instance.storage.sweep(instance.clock.now() + 8 * DAY);
      assert.deepEqual(await tablesWith(words), []);
    });

    it('deleting an account ends every session of it, on every device, and no other', async () => {
      const browser = await open();
      await signUpWhole(instance, browser);
      const laptop = instance.browser();
      const { response } = await signIn(laptop);
      const own = await instance.signUp(laptop, 'other@example.com');
      assert.equal((await laptop.get('/v1/client')).response.sessions.length, 2);
      assert.equal((await browser.override('DELETE', '/v1/me')).status, 200);
      const refresh = await laptop.post(`/v1/client/sessions/${response.created_session_id}/tokens`);
      assert.deepEqual([refresh.status, refresh.code], [404, 'resource_not_found']);
      const { sessions } = (await laptop.get('/v1/client')).response;
      assert.deepEqual(
        sessions.map(({ id }: { id: string }) => id),
        [own.sessionId],
      );
    });

    it('the identifiers of a deleted account are free for another person', async () => {
      const browser = await open();
      const { userId } = await signUpWhole(instance, browser);
      await browser.override('DELETE', '/v1/me');
      assert.equal((await signIn(instance.browser())).code, 'form_identifier_not_found');
      instance.clock.advance(60_000);
      const again = await signUpWhole(instance, instance.browser());
      assert.notEqual(again.userId, userId);
    });

    it('every verified address is told that the account was deleted, and no other', async () => {
      const browser = await open();
      await signUpWhole(instance, browser);
      await browser.post('/v1/me/email_addresses', { email_address: 'stranger@example.com' });
      await browser.override('DELETE', '/v1/me');
      assert.deepEqual(
        [WHOLE_EMAIL, OTHER_EMAIL, 'stranger@example.com'].map((to) => deletionMails(to).length),
        [1, 1, 0],
      );
      const logged = instance.log.map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.equal(logged.filter(({ event }) => event === 'user_deleted').length, 1);
    });

    it('an account is not deleted without a fresh proof, nor where the instance does not allow it', async () => {
      const browser = await open();
      await signUpWhole(instance, browser);
      assert.equal((await browser.get('/v1/me')).response.delete_self_enabled, true);
      instance.clock.advance(TEN_MINUTES);
      const stale = await browser.override('DELETE', '/v1/me');
      assert.deepEqual([stale.status, stale.code], [403, 'session_reverification_required']);
      assert.equal((await browser.get('/v1/me')).status, 200);
      await instance.close();
      await database.destroy();

      const guarded = await open({ config: { ...EVERYTHING, deleteSelf: false } });
      await instance.signUp(guarded, WHOLE_EMAIL);
      assert.equal((await guarded.get('/v1/me')).response.delete_self_enabled, false);
      const actions = (await guarded.get<{ user_settings: { actions: object } }>('/v1/environment')).body;
      assert.equal(Reflect.get(actions.user_settings.actions, 'delete_self'), false);
      const refused = await guarded.override('DELETE', '/v1/me');
      assert.deepEqual([refused.status, refused.code], [403, 'user_delete_self_not_enabled']);
      assert.equal((await guarded.get('/v1/me')).status, 200);
    });

    it('changes that are under way when the account is deleted leave nothing behind, and never fail the server', async () => {
      const browser = await open({ config: { ...EVERYTHING, reverification: false } });
      const { userId, sessionId, ids } = await signUpWhole(instance, browser);
      instance.log.splice(0);
      const calls = [
        browser.override('PATCH', '/v1/me', { first_name: 'Ada' }),
        browser.override('PATCH', '/v1/me/metadata', { unsafe_metadata: '{"a":1}' }),
        browser.post('/v1/me/email_addresses', { email_address: 'late@example.com' }),
        browser.post('/v1/me/phone_numbers', { phone_number: '+12025550147' }),
        browser.override('DELETE', '/v1/me'),
        browser.override('DELETE', '/v1/me/profile_image'),
        browser.post('/v1/me/web3_wallets', { web3_wallet: createTestWallet().address }),
        browser.post('/v1/me/passkeys'),
        browser.post('/v1/me/totp'),
        browser.override('PATCH', `/v1/me/passkeys/${ids.passkey}`, { name: 'Late' }),
        browser.override('DELETE', `/v1/me/email_addresses/${ids.email}`),
        browser.post('/v1/me/change_password', { current_password: PASSWORD, new_password: 'another long phrase' }),
        browser.post(`/v1/client/sessions/${sessionId}/verify`, { level: 'first_factor' }),
        signIn(instance.browser()),
        browser.override('DELETE', '/v1/me'),
      ];
      const answers = await Promise.all(calls);
      const faults = answers.filter(({ status }) => status >= 500).map(({ body }) => body);
      assert.deepEqual([faults, instance.log.filter((line) => line.includes('"error"'))], [[], []]);
      const left = (await tablesWith([userId])).filter((table) => table !== 'events');
      assert.deepEqual(left, []);
      // Some changes may come before the deletion.
      const events = (await instance.storage.listEvents(userId)).map(({ type }) => type);
      assert.deepEqual(
        events.slice(events.indexOf('user.deleted')),
        ['user.deleted'],
        'nothing happens to an account that is gone',
      );
      assert.equal(deletionMails(WHOLE_EMAIL).length, 1);
    });
  });
}
