import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseDigest } from '../../../../../src/server/factors/password/digests/password-digests.ts';
import {
  createPasswordHasher,
  type PasswordHasher,
} from '../../../../../src/server/factors/password/password-hasher.ts';
import { newId } from '../../../../../src/server/ids.ts';
import { blankEmailAddress, blankUser } from '../../../../../src/server/storage/blank-rows.ts';
import { onSqlite } from '../../../../support/each-storage.ts';
import type { TestInstance } from '../../../../support/instance.ts';
import { quickHasher } from '../../../../support/quick-hasher.ts';
import { KNOWN_DIGESTS } from './known-digests.ts';

const SIGN_INS = '/v1/client/sign_ins';
/** One digest of each hasher. */
const EACH = [...new Map(KNOWN_DIGESTS.map((known) => [known.hasher, known])).values()];

/** Stores an account whose password another system has hashed. */
async function addUser({ storage, clock }: TestInstance, email: string, stored: string | null): Promise<string> {
  const [user_id, id] = [newId('user'), newId('idn')];
  const user = { ...blankUser(user_id, clock.now()), password_hash: stored, primary_email_address_id: id };
  const address = blankEmailAddress({ id, user_id, email, email_key: email }, clock.now());
  await storage.transaction(async (tx) => {
    await tx.insertUser(user);
    await tx.insertEmailAddress({ ...address, verified: true, verified_at: clock.now(), strategy: 'admin' });
  });
  return user_id;
}

const hashOf = async ({ storage }: TestInstance, userId: string) => (await storage.findUser(userId))?.password_hash;

async function signIn(instance: TestInstance, identifier: string, password: string): Promise<string> {
  const { body } = await instance.browser().post<{ response: { status: string } }>(SIGN_INS, { identifier, password });
  return body.errors?.[0]?.code ?? body.response.status;
}

/** A hasher that notes what it is asked to verify. */
function noting(verified: string[]): PasswordHasher {
  const quick = quickHasher();
  return {
    ...quick,
    admit: (work) =>
      quick.admit((argon) =>
        work({
          ...argon,
          verify: (stored, password) => {
            verified.push(stored);
            return argon.verify(stored, password);
          },
        }),
      ),
  };
}

onSqlite('passwords that another system hashed', (open) => {
  it('sign in whatever hashed them, and are hashed anew by the first right one', async () => {
    const passwords = createPasswordHasher(2);
    const instance = await open({ passwords, config: { password: { minLength: 15 } } });
    for (const { hasher, password, digest } of EACH) {
      const email = `${hasher}@example.com`;
      const stored = parseDigest(hasher, digest);
      const userId = await addUser(instance, email, stored);
      assert.equal(await signIn(instance, email, `${password}!`), 'form_password_incorrect', hasher);
      assert.equal(await hashOf(instance, userId), stored, hasher);
      assert.equal(await signIn(instance, email, password), 'complete', hasher);
      const renewed = await hashOf(instance, userId);
      assert.match(renewed ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/, hasher);
      assert.equal(await signIn(instance, email, password), 'complete', hasher);
      assert.equal(await hashOf(instance, userId), renewed, hasher);
    }
  });

  it('do not undo a new password that is set while they are verified', async () => {
    const instance = await open({ passwords: quickHasher() });
    const userId = await addUser(instance, 'ada@example.com', parseDigest('md5', '5f4dcc3b5aa765d61d8327deb882cf99'));
    const { transaction } = instance.storage;
    let isChanged = false;
    // The change is committed after the old password was verified, and before the sign-in is.
    instance.storage.transaction = async (work) => {
      if (!isChanged) {
        isChanged = true;
        await instance.storage.updateUser(userId, { password_hash: 'a new one' }, instance.clock.now());
      }
      return transaction(work);
    };
    await signIn(instance, 'ada@example.com', 'password');
    assert.equal(isChanged, true);
    assert.equal(await hashOf(instance, userId), 'a new one');
  });

  it('do not tell by their time that there is an account, where enumeration protection is on', async () => {
    const verified: string[] = [];
    const instance = await open({ passwords: noting(verified), config: { enumerationProtection: true } });
    const bcrypt = parseDigest('bcrypt', '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe');
    await addUser(instance, 'ada@example.com', bcrypt);
    // Its id is the last one, so every identifier is before it.
    await instance.storage.insertUser({ ...blankUser('user_zzz', 0), password_hash: bcrypt });
    await addUser(instance, 'bob@example.com', null);
    for (const email of ['ada@example.com', 'nobody@example.com', 'bob@example.com']) {
      assert.equal(await signIn(instance, email, 'wrong'), 'form_password_or_identifier_incorrect');
    }
    const [known, unknown, withoutPassword] = verified;
    assert.equal(known, bcrypt);
    for (const stored of [unknown, withoutPassword]) assert.match(stored ?? '', /^decoy:bcrypt:|^\$argon2id/);
    assert.equal(verified.length, 3);
  });

  it('let nobody in with the password of the account whose time they take', async () => {
    const instance = await open({ passwords: quickHasher(), config: { enumerationProtection: true } });
    const md5 = parseDigest('md5', '5f4dcc3b5aa765d61d8327deb882cf99');
    await instance.storage.insertUser({ ...blankUser('user_zzz', 0), password_hash: md5 });
    await addUser(instance, 'bob@example.com', null);
    for (const email of ['bob@example.com', 'nobody@example.com']) {
      assert.equal(await signIn(instance, email, 'password'), 'form_password_or_identifier_incorrect');
    }
  });
});
