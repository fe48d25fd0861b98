import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { FakeWorld } from '../../support/fake-platform.ts';

onSqlite('the country of a visitor', (open) => {
  const ask = async (config: object, headers: Record<string, string>) => {
    const browser = (await open({ config })).browser();
    return (await browser.send('/v1/environment', { headers })).headers.get('x-country');
  };

  it('the country is answered when a proxy tells it, and is a code only', async () => {
    const config = { clientCountryHeader: 'CF-IPCountry' };
    assert.equal(await ask(config, { 'cf-ipcountry': 'ch' }), 'CH');
    // As with the address of the client, the last entry counts: the proxy itself wrote it.
    assert.equal(await ask(config, { 'cf-ipcountry': 'CH, DE' }), 'DE');
    for (const odd of ['', 'CHE', '1', 'C\u00e9', 'CH,', 'CH, DEU', '<b', 'T1', 'XX', 'zz'])
      assert.equal(await ask(config, { 'cf-ipcountry': odd }), null);
    assert.equal(await ask(config, {}), null);
    assert.equal(await ask({}, { 'cf-ipcountry': 'CH' }), null, 'no proxy is asked');
  });

  it('the country reaches the page, which starts phone numbers with it', async () => {
    const instance = await open({ config: { clientCountryHeader: 'cf-ipcountry' } });
    const browser = instance.browser();
    const world = new FakeWorld((request) => {
      const told = new Request(request);
      told.headers.set('cf-ipcountry', 'AT');
      return browser.fetch(told);
    });
    world.time = instance.clock.now();
    const platform = world.openTab({ url: 'https://app.example.com/' });
    const clerk = new Clerk(instance.config.publishableKey, { platform, environmentCredentials: 'same-origin' });
    assert.equal(clerk.__internal_country, undefined);
    await clerk.load();
    assert.equal(clerk.__internal_country, 'AT');
  });
});
