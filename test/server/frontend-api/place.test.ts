import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderMail } from '../../../src/server/delivery/templates/render-mail.ts';
import { readPlace } from '../../../src/server/http/middleware/client-place.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { askForLink, choicesOf, confirm, lastLink, openPage } from '../../support/links.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const EMAIL = 'ada@example.com';
const HEADERS = { clientCityHeader: 'CF-IPCity', clientCountryHeader: 'CF-IPCountry' };
const MINUTE = 60_000;

/** Opens a browser whose requests get the headers of a proxy, until it moves to another place. */
function behindProxy(instance: TestInstance, headers: Record<string, string>, ip = '203.0.113.7') {
  const browser = instance.browser({ ip });
  const { fetch } = browser;
  let current = headers;
  browser.fetch = (input, init = {}) => {
    const sent = new Headers(init.headers);
    for (const [name, value] of Object.entries(current)) sent.set(name, value);
    return fetch(input, { ...init, headers: sent });
  };
  const move = (next: Record<string, string>): void => {
    current = next;
  };
  return { browser, move };
}

/** Returns city, country and address of each session of the user, the one last in use first. */
async function placesOf(browser: TestBrowser): Promise<unknown[]> {
  const { body } = await browser.get<{ latest_activity: Record<string, unknown> }[]>('/v1/me/sessions/active');
  return body.map(({ latest_activity: { city, country, ip_address } }) => [city, country, ip_address]);
}

/** Notes the names of the calls that reach a storage while `isOn()`. */
function noteCalls(storage: Storage, isOn: () => boolean, calls: string[]): Storage {
  return new Proxy(storage, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (isOn()) calls.push(String(name));
        return Reflect.apply(value, target, given);
      };
    },
  });
}

onSqlite('the place of a device', (open) => {
  it('a session has the place of its start, and then of its last use', async () => {
    const instance = await open({ config: HEADERS });
    const { browser, move } = behindProxy(instance, { 'cf-ipcity': 'Lisbon', 'cf-ipcountry': 'PT' });
    const { sessionId } = await instance.signUp(browser, EMAIL);
    assert.deepEqual(await placesOf(browser), [['Lisbon', 'PT', '203.0.113.7']]);

    move({ 'cf-ipcity': 'ZÃ¼rich', 'cf-ipcountry': 'ch' });
    const refresh = () => browser.post(`/v1/client/sessions/${sessionId}/tokens`);
    instance.clock.advance(MINUTE - 1);
    assert.equal((await refresh()).status, 200);
    assert.deepEqual(await placesOf(browser), [['Lisbon', 'PT', '203.0.113.7']], 'no write within a minute');
    instance.clock.advance(1);
    assert.equal((await refresh()).status, 200);
    assert.deepEqual(await placesOf(browser), [['Zürich', 'CH', '203.0.113.7']]);

    move({ 'cf-ipcity': 'M%C3%BCnchen', 'cf-ipcountry': 'DE' });
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/touch`)).status, 200);
    assert.deepEqual(await placesOf(browser), [['München', 'DE', '203.0.113.7']]);

    move({ 'cf-ipcity': 'Berlin', 'cf-ipcountry': 'T1' });
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/touch`)).status, 200);
    assert.deepEqual(await placesOf(browser), [[null, null, '203.0.113.7']]);
    const row = await instance.storage.findSession(sessionId);
    assert.deepEqual([row?.started_city, row?.started_country], ['Lisbon', 'PT']);
  });

  it('a header of a place that no setting names is ignored', async () => {
    const claimed = { 'cf-ipcity': 'Paris', 'cf-ipcountry': 'FR', 'x-vercel-ip-city': 'Rome', 'x-city': '' };
    for (const config of [{}, { clientIpHeader: 'x-real-ip' }, { clientCityHeader: 'x-city' }]) {
      const instance = await open({ config });
      const { browser } = behindProxy(instance, claimed);
      const { sessionId } = await instance.signUp(browser, EMAIL);
      instance.clock.advance(MINUTE);
      await browser.post(`/v1/client/sessions/${sessionId}/tokens`);
      assert.deepEqual(await placesOf(browser), [[null, null, '203.0.113.7']]);
    }
  });

  it('the place that a client writes before the proxy does not count', async () => {
    const instance = await open({ config: HEADERS });
    const { browser } = behindProxy(instance, { 'cf-ipcity': 'Paris, Lisbon', 'cf-ipcountry': 'FR, PT' });
    await instance.signUp(browser, EMAIL);
    assert.deepEqual(await placesOf(browser), [['Lisbon', 'PT', '203.0.113.7']]);
  });

  it('a refresh writes as often with the place of a device as without', async () => {
    const rates: string[][] = [];
    for (const config of [{}, HEADERS]) {
      const calls: string[] = [];
      let isCounting = false;
      const instance = await open({ config, wrapStorage: (storage) => noteCalls(storage, () => isCounting, calls) });
      const { browser, move } = behindProxy(instance, { 'cf-ipcity': 'Lisbon', 'cf-ipcountry': 'PT' });
      const { sessionId } = await instance.signUp(browser, EMAIL);
      await instance.app.settle();
      isCounting = true;
      for (let i = 0; i < 20; i += 1) {
        move({ 'cf-ipcity': `City ${i}`, 'cf-ipcountry': i % 2 === 0 ? 'PT' : 'ES' });
        instance.clock.advance(10_000);
        assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
      }
      isCounting = false;
      rates.push(calls);
    }
    const [without = [], withPlace = []] = rates;
    assert.deepEqual(withPlace, without);
    const count = (name: string): number => without.filter((each) => each === name).length;
    assert.deepEqual([count('findSessionForRefresh'), count('touchSession'), without.length], [20, 3, 23]);
  });

  it('the mail with a link names the place of the browser that asked, and so do its page and its session', async () => {
    const instance = await open({ config: { ...HEADERS, emailLink: true } });
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(MINUTE);
    const { browser } = behindProxy(instance, { 'cf-ipcity': 'Lisbon%E2%80%AE%3Cimg src=x%3E', 'cf-ipcountry': 'PT' });
    const { verification } = await askForLink(browser, EMAIL);
    const mail = instance.mailbox.to(EMAIL).at(-1);
    assert.ok(mail?.template === 'email_link');
    assert.equal(mail.requester.place, 'Lisbon<img src=x>, Portugal (203.0.113.7)');
    const { text, html } = renderMail({ applicationName: 'Acme', supportEmail: null }, mail);
    assert.match(text, /^Device: Chrome on Linux\nPlace: Lisbon<img src=x>, Portugal \(203\.0\.113\.7\)$/m);

    const { browser: phone } = behindProxy(instance, { 'cf-ipcity': 'Oslo', 'cf-ipcountry': 'NO' }, '198.51.100.77');
    const { path, token } = lastLink(instance, EMAIL);
    const page = await openPage(phone, path);
    assert.ok(choicesOf(page.html).includes(verification.match_number));
    for (const shown of [html, page.html]) {
      assert.match(shown, /Lisbon&lt;img src=x&gt;, Portugal \(203\.0\.113\.7\)/);
      assert.doesNotMatch(shown, /<img|Oslo|\u202e/);
    }
    assert.equal((await confirm(phone, token, { number: verification.match_number })).outcome, 'verified');
    assert.deepEqual((await placesOf(browser))[0], ['Lisbon<img src=x>', 'PT', '203.0.113.7']);
  });

  it('the mail with a code for a new device names its place', async () => {
    const instance = await open({ config: { ...HEADERS, clientTrust: true } });
    await instance.signUp(instance.browser(), EMAIL);
    instance.clock.advance(MINUTE);
    const { browser } = behindProxy(instance, { 'cf-ipcity': 'Lisbon', 'cf-ipcountry': 'PT' });
    const { response } = await browser.post('/v1/client/sign_ins', { identifier: EMAIL, password: PASSWORD });
    assert.equal(response.status, 'needs_client_trust');
    const form = { strategy: 'email_code' };
    assert.equal((await browser.post(`/v1/client/sign_ins/${response.id}/prepare_second_factor`, form)).status, 200);
    const mail = instance.mailbox.to(EMAIL).at(-1);
    assert.ok(mail?.template === 'new_device');
    assert.equal(mail.requester?.place, 'Lisbon, Portugal (203.0.113.7)');
  });

  it('the mail about a device that was signed out names its place, and links nowhere', async () => {
    const instance = await open({ config: HEADERS });
    const browser = instance.browser();
    await instance.signUp(browser, EMAIL);
    const { browser: other } = behindProxy(instance, { 'cf-ipcity': 'Evil.example/win', 'cf-ipcountry': 'PT' });
    const { response } = await other.post('/v1/client/sign_ins', { identifier: EMAIL, password: PASSWORD });
    await browser.post(`/v1/me/sessions/${response.created_session_id}/revoke`);
    await instance.app.settle();
    const mail = instance.mailbox.to(EMAIL).at(-1);
    assert.ok(mail?.template === 'notification');
    assert.deepEqual([mail.kind, mail.item], ['session_revoked', 'Chrome on Linux, Evil. example/win, Portugal']);
  });
});

describe('the headers of a place', () => {
  const config = { clientCityHeader: 'x-city', clientCountryHeader: 'x-country' };
  const cityOf = (city: string): string | null => readPlace(config, new Headers({ 'x-city': city })).city;

  it('the server decodes the name of a city however proxies write it', () => {
    const written: [string, string][] = [
      ['Lisbon', 'Lisbon'],
      ['  St.  Gallen ', 'St. Gallen'],
      ['mountain view', 'Mountain View'],
      ["l'île-d'yeu", "L'île-D'yeu"],
      ["L'Aquila", "L'Aquila"],
      ['S%C3%A3o%20Paulo', 'São Paulo'],
      ['SÃ£o Paulo', 'São Paulo'],
      ['S\u00e3o Paulo', 'São Paulo'],
      ['Washington%2C%20D.C.', 'Washington, D.C.'],
      [encodeURIComponent('Zu\u0308rich'), 'Zürich'],
      [encodeURIComponent('東京'), '東京'],
    ];
    for (const [given, city] of written) assert.equal(cityOf(given), city, given);
  });

  it('a city has visible characters only, and 64 of them at most', () => {
    const hidden = '\u202eLis\u200bbon\u2066\u0000\r\nBcc:\u3164 x\ue000\ufe0f';
    assert.equal(cityOf(encodeURIComponent(hidden)), 'Lisbon Bcc: x');
    assert.equal(cityOf('A'.repeat(700)), 'A'.repeat(64));
    assert.equal(cityOf(encodeURIComponent('𐐏'.repeat(64))), '𐐏'.repeat(64));
    assert.equal(cityOf('A'.repeat(20_000)), null);
  });

  it('a value that names no city is none', () => {
    for (const none of ['', ' ', '?', '-', '1234', '%', '%ff', '%E2%80%AE', 'Lisbon,', 'Lisbon, %zz']) {
      assert.equal(cityOf(none), null, none);
    }
  });

  it('a country that is none has no city either', () => {
    for (const code of ['XX', 'ZZ', 'T1', 'PRT', 'P', 'Portugal', '<b']) {
      const place = readPlace(config, new Headers({ 'x-city': 'Lisbon', 'x-country': code }));
      assert.deepEqual(place, { city: null, country: null }, code);
    }
    const cityAlone = readPlace(config, new Headers({ 'x-city': 'Lisbon', 'x-country': '' }));
    assert.deepEqual(cityAlone, { city: 'Lisbon', country: null });
  });
});
