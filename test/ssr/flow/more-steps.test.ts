import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getTestInstance, PASSWORD } from '../../support/instance.ts';
import { ScriptlessVisitor } from '../../support/scriptless-visitor.ts';
import { enrolTotp } from '../../support/second-factors.ts';
import { confirm, lastLink } from '../../support/links.ts';
import { startProvider, withProvider } from '../../server/factors/oauth/sign-in-with.ts';

const EMAIL = 'ana@example.com';

test('an authenticator app is asked for after the password, and a backup code takes its place', async (t) => {
  const instance = await getTestInstance({ config: { secondFactors: { totp: true, backupCode: true } } });
  t.after(() => instance.close());
  const owner = instance.browser();
  await instance.signUp(owner, EMAIL);
  const app = await enrolTotp(instance, owner);
  const visitor = await new ScriptlessVisitor(instance).open('/sign-in');
  await visitor.send({ identifier: EMAIL, password: PASSWORD });
  assert.equal(visitor.path, '/sign-in/factor-two');
  await visitor.send({ code: '000000' });
  assert.equal(visitor.status, 422);
  await visitor.press('Use another method');
  await visitor.press(visitor.buttons.find((each) => /backup/i.test(each)) ?? '');
  assert.equal(visitor.path, '/sign-in/factor-two?factor=backup_code');
  await visitor.send({ code: 'nothing' });
  assert.equal(visitor.status, 422);
  await visitor.send({ code: app.backupCodes[0] ?? '' });
  assert.ok(visitor.leftFor, visitor.text);
  const other = await new ScriptlessVisitor(instance).open('/sign-in');
  await other.send({ identifier: EMAIL, password: PASSWORD });
  await other.send({ code: app.code() });
  assert.ok(other.leftFor, other.text);
});

test('a mailed link signs in, whether it is opened here or elsewhere', async (t) => {
  const instance = await getTestInstance({ config: { emailLink: true } });
  t.after(() => instance.close());
  await instance.signUp(instance.browser(), EMAIL);
  for (const isElsewhere of [true, false]) {
    instance.clock.advance(120_000);
    const visitor = await new ScriptlessVisitor(instance).open('/sign-in');
    await visitor.send({ identifier: EMAIL }, 'Use another method');
    await visitor.press(visitor.buttons.find((each) => /link/i.test(each)) ?? '');
    assert.equal(visitor.path, '/sign-in/factor-one');
    const number = /\b(\d\d)\b/.exec(visitor.text)?.[1] ?? '';
    const { token } = lastLink(instance, EMAIL);
    if (isElsewhere) {
      await confirm(instance.browser(), token, { number });
      await visitor.press('I have opened the link');
    } else {
      const { to } = await confirm(visitor.browser, token);
      await visitor.open(to?.href ?? '');
    }
    assert.ok(visitor.leftFor, visitor.text);
  }
});

test('a provider signs up and in, from either form', async (t) => {
  const provider = await startProvider([
    { sub: 'ada', email: 'ada@example.com', email_verified: true, given_name: 'Ada' },
  ]);
  t.after(() => provider.close());
  const { issuer } = provider;
  const instance = await getTestInstance({
    config: { ...withProvider(issuer), attributes: { password: 'off' } },
    fetch,
  });
  t.after(() => instance.close());
  for (const page of ['/sign-up', '/sign-in', '/sign-in', '/sign-up']) {
    const visitor = await new ScriptlessVisitor(instance).open(page);
    await visitor.press(visitor.buttons.find((each) => /Loop/.test(each)) ?? '');
    assert.ok(visitor.leftFor?.startsWith(issuer), visitor.text);
    const back = await provider.authorize(visitor.leftFor ?? '', 'ada');
    await visitor.follow(back.href);
    assert.equal(new URL(visitor.leftFor ?? '').pathname, '/', visitor.text);
  }
});
