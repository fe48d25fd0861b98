import assert from 'node:assert/strict';
import { after, before, describe, it, test } from 'node:test';
import { createClerkClient, verifyToken } from '@clerk/backend';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { Browser, BrowserContext, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { onSqlite } from '../support/each-storage.ts';
import { type Site, startSite } from '../support/site.ts';
import { refused, stockClient } from '../support/stock-backend.ts';
import { jwksPem } from './jwks-pem.ts';
import { CLIENTS, named, openStock, stockPages, type StockWindow } from './stock-page.ts';

const SECRET = 'a shared secret of more than thirty-two bytes';
const CLAIMS = { aud: 'db', email: '{{user.primary_email_address}}', role: "{{user.public_metadata.role || 'guest'}}" };
declare const window: StockWindow & { Clerk: { session: { getToken(options?: object): Promise<string | null> } } };

onSqlite('JWT templates, as @clerk/backend calls them', (open) => {
  it('the stock client creates, reads, lists, changes and deletes templates, and makes their tokens', async () => {
    const instance = await open({ config: { jwtTemplates: [{ name: 'seeded', claims: {} }] } });
    const clerk = await stockClient(instance);
    const made = await clerk.jwtTemplates.create({ name: 'db', claims: CLAIMS, lifetime: 90, allowedClockSkew: 2 });
    assert.match(made.id, /^jtmp_/);
    assert.deepEqual(
      [made.name, made.claims, made.lifetime, made.allowedClockSkew, made.customSigningKey, made.signingAlgorithm],
      ['db', CLAIMS, 90, 2, false, 'RS256'],
    );
    const all = await clerk.jwtTemplates.list({ limit: 10 });
    assert.deepEqual([all.totalCount, all.data.map(({ name }) => name)], [2, ['seeded', 'db']]);
    assert.deepEqual((await clerk.jwtTemplates.get(made.id)).claims, CLAIMS);
    const changed = await clerk.jwtTemplates.update({
      templateId: made.id,
      name: 'db',
      claims: { ...CLAIMS, in_snake_case: 1, inCamelCase: 2 },
      customSigningKey: true,
      signingAlgorithm: 'HS256',
      signingKey: SECRET,
    });
    assert.deepEqual([changed.customSigningKey, changed.signingAlgorithm, changed.lifetime], [true, 'HS256', 90]);
    assert.ok(!JSON.stringify(changed).includes(SECRET));

    const { sessionId, userId } = await instance.signUp(instance.browser(), 'ada@example.com');
    const { jwt } = await clerk.sessions.getToken(sessionId, 'db', 600);
    const { payload } = await jwtVerify(jwt, new TextEncoder().encode(SECRET), {
      audience: 'db',
      currentDate: new Date(instance.clock.now()),
    });
    assert.deepEqual(
      [payload.sub, payload.email, payload.role, payload.in_snake_case, payload.inCamelCase],
      [userId, 'ada@example.com', 'guest', 1, 2],
    );
    assert.equal(Number(payload.exp) - Number(payload.iat), 600);

    await refused(
      clerk.jwtTemplates.update({ templateId: all.data[0]?.id ?? '', name: 'x', claims: {} }),
      403,
      'setting_read_only',
    );
    await refused(clerk.jwtTemplates.create({ name: 'db', claims: {} }), 400, 'duplicate_record');
    await refused(clerk.jwtTemplates.create({ name: 'y', claims: { exp: 1 } }), 422, 'form_param_value_invalid');
    const gone = await clerk.jwtTemplates.delete(made.id);
    assert.deepEqual([gone.id, gone.deleted], [made.id, true]);
    await refused(clerk.jwtTemplates.get(made.id), 404, 'resource_not_found');
    await refused(clerk.sessions.getToken(sessionId, 'db'), 404, 'resource_not_found');
  });
});

describe('getToken({ template }) in pages', () => {
  let site: Site;
  let browser: Browser;
  before(async () => {
    const jwtTemplates = [
      { name: 'db', claims: CLAIMS, lifetime: 300 },
      { name: 'hs', claims: CLAIMS, signingAlgorithm: 'HS256', signingKey: SECRET },
    ];
    [site, browser] = await Promise.all([
      startSite(stockPages, {
        jwtTemplates,
        session: { claims: { role: "{{user.public_metadata.role || 'member'}}" } },
      }),
      launchBrowser(),
    ]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  for (const client of CLIENTS) {
    test(`${named(client)} gets tokens of templates, keeps them, and shows claims of the application`, async () => {
      const context: BrowserContext = await browser.newContext();
      const page: Page = await openStock(context, site.origin, client);
      const email = `ada.${client}+clerk_test@example.com`;
      await page.evaluate(async (emailAddress) => {
        const attempt = await window.Clerk.client.signUp.create({ emailAddress, password: 'a fine long password' });
        await attempt.prepareEmailAddressVerification();
        const done = await attempt.attemptEmailAddressVerification({ code: '424242' });
        await window.Clerk.setActive({ session: done.createdSessionId as string });
      }, email);
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/tokens')) asked.push(new URL(request.url()).pathname.split('/').at(-1) ?? '');
      });
      const get = (options?: object) => page.evaluate((given) => window.Clerk.session.getToken(given), options);
      const token = (await get({ template: 'db' })) ?? '';
      const keys = createRemoteJWKSet(new URL(`${site.origin}/.well-known/jwks.json`));
      const { payload, protectedHeader } = await jwtVerify(token, keys, { audience: 'db', algorithms: ['RS256'] });
      assert.deepEqual([payload.email, payload.role, payload.azp], [email, 'guest', site.origin]);
      assert.equal(protectedHeader.cat, 'cl_B7d4PD222AAA');
      assert.equal(await get({ template: 'db' }), token);
      assert.deepEqual(
        asked.filter((name) => name === 'db'),
        ['db'],
      );
      assert.notEqual(await get({ template: 'db', skipCache: true }), token);
      assert.equal(decodeProtectedHeader((await get({ template: 'hs' })) ?? '').alg, 'HS256');
      const cookies = await context.cookies(site.origin);
      assert.ok(!cookies.some(({ value }) => value === token));

      const code = await page.evaluate(async () => {
        try {
          return await window.Clerk.session.getToken({ template: 'unknown' });
        } catch (error) {
          return (error as { errors?: { code: string }[] }).errors?.[0]?.code ?? String(error);
        }
      });
      assert.equal(code, 'resource_not_found');

      const jwtKey = await jwksPem(site.origin);
      const session = (await get()) ?? '';
      assert.equal((await verifyToken(session, { jwtKey })).role, 'member');
      const clerk = createClerkClient({ secretKey: 'sk_test_x', publishableKey: site.config.publishableKey, jwtKey });
      const headers = { authorization: `Bearer ${token}` };
      const state = await clerk.authenticateRequest(new Request(site.origin, { headers }), { jwtKey });
      assert.equal(state.isAuthenticated, false);
      await context.close();
    });
  }
});
