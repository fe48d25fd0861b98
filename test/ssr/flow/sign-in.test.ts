import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getTestInstance, PASSWORD } from '../../support/instance.ts';
import { ScriptlessVisitor } from '../../support/scriptless-visitor.ts';

const EMAIL = 'ana@example.com';

test('a password signs in without a script', async (t) => {
  const instance = await getTestInstance();
  t.after(() => instance.close());
  await instance.signUp(instance.browser(), EMAIL);
  const visitor = await new ScriptlessVisitor(instance).open('/sign-in');
  assert.equal(visitor.status, 200);
  console.log(visitor.html.length, visitor.buttons, visitor.title, visitor.text.replace(/\s+/g,' '));
  await visitor.send({ identifier: EMAIL });
  console.log(visitor.path, visitor.status, visitor.buttons, visitor.text.replace(/\s+/g,' '), visitor.leftFor, visitor.calls);
  await visitor.send({ password: 'wrong phrase here' });
  console.log(visitor.path, visitor.status, visitor.buttons, visitor.text.replace(/\s+/g,' '), visitor.leftFor, visitor.calls);
});
