import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LOCK_MS, MAX_TRIES } from '../../../src/server/users/lockout.ts';
import { compareWorlds } from '../../support/compare-answers.ts';
import { onSqlite } from '../../support/each-storage.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import { DISCREET, nextPerson, register, WHOLE } from '../../support/persons.ts';
import type { Answer } from '../../support/test-browser.ts';

const SIGN_INS = '/v1/client/sign_ins';
const DAY = 86_400_000;
const WRONG = 'a wrong long phrase';

onSqlite('with enumeration protection, whether there is an account', (open) => {
  const secret = new Uint8Array(32).fill(7);
  const openWorlds = async () =>
    [await open({ config: DISCREET, secret }), await open({ config: DISCREET, secret })] as const;
  const visitor = ({ browser }: TestInstance) => browser({ ip: '203.0.113.9' });

  it('no mask, id or field tells whether there is an account, however the identifier is spelled', async () => {
    const worlds = await openWorlds();
    const person = nextPerson();
    const userId = await register(worlds[0], person, WHOLE);
    const [email] = await worlds[0].storage.listEmailAddresses([userId]);
    const upper = person.email.toUpperCase();
    const { response, body } = await compareWorlds(worlds, (world) =>
      visitor(world).post(SIGN_INS, { identifier: upper }),
    );
    const factor = response.supported_first_factors.find(
      (each: { strategy: string }) => each.strategy === 'email_code',
    );
    assert.equal(factor.safe_identifier, `A***@EXAMPLE.COM`);
    const again = await compareWorlds(worlds, (world) => visitor(world).post(SIGN_INS, { identifier: person.email }));
    const named = await compareWorlds(worlds, (world) =>
      visitor(world).post(SIGN_INS, { identifier: person.username }),
    );
    const idOf = ({ response: attempt }: Answer): string =>
      attempt.supported_first_factors.find((each: { strategy: string }) => each.strategy === 'email_code')
        .email_address_id;
    assert.equal(idOf(again), factor.email_address_id, 'one address has one id');
    assert.notEqual(idOf(named), factor.email_address_id, 'a username does not name the address');
    for (const answer of [{ body }, again, named]) {
      assert.ok(!JSON.stringify(answer.body).includes(email?.id ?? ''), 'no id of a row');
      assert.ok(!JSON.stringify(answer.body).includes(userId));
    }
  });

  it('waits do not tell whether there is an account: tries count per identifier', async () => {
    const worlds = await openWorlds();
    const person = nextPerson();
    await register(worlds[0], person, WHOLE);
    const guess = (identifier: string) =>
      compareWorlds(worlds, (world) => visitor(world).post(SIGN_INS, { identifier, password: WRONG }));
    for (let i = 0; i < 10; i++) assert.equal((await guess(person.email)).status, 422);
    assert.equal((await guess(person.email)).code, 'too_many_requests');
    assert.equal(
      (await guess(person.email.toUpperCase())).code,
      'too_many_requests',
      'one identifier, however spelled',
    );
    assert.equal((await guess(person.username)).status, 422);
    const { response } = await visitor(worlds[0]).post(SIGN_INS, { identifier: person.username, password: PASSWORD });
    assert.equal(response.status, 'complete');
    assert.equal((await guess(person.email)).code, 'too_many_requests', 'a sign-in of the owner ends no wait');
    for (const { clock } of worlds) clock.advance(DAY);
    for (let i = 0; i < 10; i++) assert.equal((await guess(person.email)).status, 422, 'a day later it starts anew');
  });

  it('limits of messages do not tell whether there is an account', async () => {
    const worlds = await openWorlds();
    const person = nextPerson();
    await register(worlds[0], person, WHOLE);
    const prepare = (identifier: string) =>
      compareWorlds(worlds, (world) => visitor(world).post(SIGN_INS, { identifier, strategy: 'email_code' }));
    const mailed = () => worlds[0].mailbox.to(person.email).length;
    assert.equal((await prepare(person.email)).status, 200);
    assert.equal(mailed(), 1);
    assert.equal((await prepare(person.username)).status, 200);
    assert.equal(mailed(), 1, 'the mailbox had one a moment ago');
    assert.equal((await prepare(person.username)).code, 'too_many_requests');
    for (const { clock } of worlds) clock.advance(30_000);
    assert.equal((await prepare(person.username)).status, 200);
    assert.equal(mailed(), 2);
    assert.equal((await prepare(person.email)).status, 200);
    assert.equal(mailed(), 2, 'the mailbox had one a moment ago');
  });

  it('an account is locked after 100 wrong tries under all its identifiers, and the owner is told', async () => {
    const [known] = await openWorlds();
    const person = nextPerson();
    const userId = await register(known, person, WHOLE);
    await known.storage.updateUser(userId, { failed_attempts: MAX_TRIES - 2 }, known.clock.now());
    const guess = (identifier: string, password: string) => visitor(known).post(SIGN_INS, { identifier, password });
    for (const identifier of [person.email, person.username]) {
      assert.equal((await guess(identifier, WRONG)).code, 'form_password_or_identifier_incorrect');
    }
    const told = () =>
      known.mailbox.to(person.email).filter((each) => 'kind' in each && each.kind === 'account_locked');
    for (const identifier of [person.email, person.username]) {
      assert.equal((await guess(identifier, PASSWORD)).code, 'form_password_or_identifier_incorrect');
    }
    const browser = visitor(known);
    const { response } = await browser.post(SIGN_INS, { identifier: person.email, strategy: 'email_code' });
    const code = known.mailbox.lastCode(person.email);
    const form = { strategy: 'email_code', code };
    const refused = await browser.post(`${SIGN_INS}/${response.id}/attempt_first_factor`, form);
    assert.equal(refused.code, 'form_code_incorrect');
    known.clock.advance(LOCK_MS);
    assert.equal((await guess(person.email, PASSWORD)).response.status, 'complete');
    assert.equal(told().length, 1);
  });
});
