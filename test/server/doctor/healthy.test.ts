import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDoctorSite } from '../../support/doctor-site.ts';

test('a healthy page gives no finding', async (t) => {
  const site = await startDoctorSite();
  t.after(site.close);
  const report = await site.examine();
  assert.deepEqual(report.findings, []);
  assert.equal(report.isBroken, false);
  assert.deepEqual(
    report.passed.map(({ check }) => check),
    [
      'page',
      'certificate',
      'presence',
      'secrets',
      'key',
      'script',
      'cache',
      'origin',
      'domain',
      'cookies',
      'clock',
      'steps',
    ],
  );
  assert.deepEqual(report.skipped, ['policy', 'proxy']);
});

test('an examination sends no credentials, and asks for nothing but http and https', async (t) => {
  const site = await startDoctorSite();
  t.after(site.close);
  await site.examine();
  assert.ok(site.asked.every((each) => /^(GET|POST) https:/.test(each)));
  for (const headers of site.sent) {
    assert.equal(headers.get('authorization'), null);
    assert.match(headers.get('cookie') ?? '', /^$|^(__client_uat\w*=1(; )?)+$/);
  }
});
