import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type {
  ChallengeRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  TicketRow,
  Web3WalletRow,
} from '../../src/server/storage/rows.ts';
import {
  blankExternalAccount,
  blankPasskey,
  blankPhoneNumber,
  blankWaitlistEntry,
  blankWeb3Wallet,
} from '../../src/server/storage/blank-rows.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { UniqueViolation } from '../../src/server/storage/storage-errors.ts';
import { clientRow, NOW, sessionRow, userRow } from '../support/rows.ts';

/**
 * What every storage promises about links, authorization requests, passkeys, wallets and tickets. Run on each
 * implementation.
 *
 * @param open a new, empty database
 */
export function oneTimeValuesContract(name: string, open: () => Promise<Storage>): void {
  describe(`challenges, tickets and what users own in the storage: ${name}`, () => {
    let storage: Storage;

    beforeEach(async () => {
      storage = await open();
      await storage.insertClient(clientRow('client_1'));
      await storage.insertUser(userRow('user_1'));
      await storage.insertUser(userRow('user_2'));
    });
    afterEach(() => storage.close());

    it('exactly one of 50 parallel callers consumes a challenge, and the storage keeps its outcome', async () => {
      await storage.insertChallenge(challenge('one'));
      const taken = await parallel(50, (i) => storage.consumeChallenge('one', NOW, `{"by":${i}}`));
      assert.equal(taken.filter(Boolean).length, 1);
      const row = await storage.findChallengeByToken('hash of one');
      assert.equal(row?.consumed_at, NOW);
      assert.equal(row?.result, `{"by":${taken.indexOf(true)}}`);
    });

    it('the storage refuses a challenge that has expired, was revoked or was replaced by a newer one', async () => {
      await storage.insertChallenge(challenge('expired', { subject: 'a' }));
      assert.equal(await storage.consumeChallenge('expired', NOW + 600_000), false);
      await storage.insertChallenge(challenge('revoked', { subject: 'b' }));
      await storage.revokeChallenge('revoked', NOW);
      assert.equal(await storage.consumeChallenge('revoked', NOW), false);
      await storage.insertChallenge(challenge('older', { subject: 'c' }));
      await storage.insertChallenge(challenge('other kind', { subject: 'c', kind: 'passkey' }));
      await storage.insertChallenge(challenge('other purpose', { subject: 'c', purpose: 'sign_up' }));
      await storage.insertChallenge(challenge('newer', { subject: 'c' }));
      assert.equal(await storage.consumeChallenge('older', NOW), false);
      for (const id of ['newer', 'other kind', 'other purpose']) {
        assert.equal(await storage.consumeChallenge(id, NOW), true, id);
      }
    });

    it('exactly one of 50 parallel callers consumes a handshake, and none consumes an expired one', async () => {
      const handshake = {
        id: 'hash of one',
        session_id: null,
        origin: 'https://app.example.com',
        dev_browser: null,
        state: 'a state',
        clears: null,
        expires_at: NOW + 60_000,
      };
      await storage.insertHandshake(handshake);
      const taken = await parallel(50, () => storage.consumeHandshake('hash of one', NOW + 59_999));
      assert.deepEqual(
        taken.filter(Boolean).map((row) => ({ ...row })),
        [handshake],
      );
      await storage.insertHandshake(handshake);
      assert.equal(await storage.consumeHandshake('hash of one', NOW + 60_000), undefined);
      await storage.sweep(NOW + 60_001);
      await storage.insertHandshake(handshake);
      assert.equal((await storage.consumeHandshake('hash of one', NOW))?.state, 'a state');
    });

    it('a handshake goes with its session', async () => {
      await storage.insertSession(sessionRow('sess_1'));
      const own = { origin: 'https://app.example.com', dev_browser: null, state: null, clears: null };
      await storage.insertHandshake({ ...own, id: 'hash', session_id: 'sess_1', expires_at: NOW + 60_000 });
      await storage.deleteUser('user_1');
      assert.equal(await storage.consumeHandshake('hash', NOW), undefined);
    });

    it('exactly one of 50 parallel users consumes a ticket, and none consumes an expired or revoked one', async () => {
      await storage.insertTicket(ticket('tic_1'));
      const taken = await parallel(50, (i) => storage.consumeTicket('tic_1', `user_${i}`, NOW));
      assert.equal(taken.filter(Boolean).length, 1);
      const row = await storage.findTicketByToken('hash of tic_1');
      assert.deepEqual([row?.status, row?.user_id], ['accepted', `user_${taken.indexOf(true)}`]);
      await storage.insertTicket(ticket('tic_2', { expires_at: NOW }));
      assert.equal(await storage.consumeTicket('tic_2', 'user_1', NOW), false);
      await storage.insertTicket(ticket('tic_3'));
      const outcomes = await Promise.all([
        storage.consumeTicket('tic_3', 'user_1', NOW),
        storage.revokeTicket('tic_3', NOW),
      ]);
      assert.equal(outcomes.filter(Boolean).length, 1);
    });

    it('the storage adds an address to the waitlist once, whichever caller is first', async () => {
      const rows = await parallel(20, (i) =>
        storage.insertWaitlistEntryOnce(
          blankWaitlistEntry(
            { id: `wle_${i}`, email: i % 2 ? 'Ada@example.com' : 'ada@example.com', email_key: 'ada@example.com' },
            NOW,
          ),
        ),
      );
      assert.equal(new Set(rows.map(({ id }) => id)).size, 1);
    });

    it('several users can add a number or a wallet, and one of them can verify it', async () => {
      await storage.insertPhoneNumber(phone('idn_1', 'user_1'));
      await storage.insertPhoneNumber(phone('idn_2', 'user_2'));
      await storage.insertWeb3Wallet(wallet('idn_3', 'user_1'));
      await storage.insertWeb3Wallet(wallet('idn_4', 'user_2'));
      const proofs = await Promise.allSettled([
        storage.updatePhoneNumber('idn_1', { verified: true, verified_at: NOW }, NOW),
        storage.updatePhoneNumber('idn_2', { verified: true, verified_at: NOW }, NOW),
        storage.updateWeb3Wallet('idn_3', { verified: true, verified_at: NOW }, NOW),
        storage.updateWeb3Wallet('idn_4', { verified: true, verified_at: NOW }, NOW),
      ]);
      const refused = proofs.flatMap((proof) => (proof.status === 'rejected' ? [proof.reason] : []));
      assert.deepEqual(refused.map((reason) => (reason as UniqueViolation).field).sort(), [
        'phone_number',
        'web3_wallet',
      ]);
      assert.ok(await storage.findVerifiedPhoneNumber('+12015550123'));
      assert.ok(await storage.findVerifiedWeb3Wallet('0xabc'));
    });

    it('only one user can connect an account of a provider, and only one can register a passkey', async () => {
      const insert = (id: string, userId: string) => storage.insertExternalAccount(account(id, userId));
      await insert('eac_1', 'user_1');
      await assert.rejects(insert('eac_2', 'user_2'), isViolationOf('external_account'));
      // Until the provider has answered there is no identity that could collide.
      await storage.insertExternalAccount(account('eac_3', 'user_1', { provider_user_id: null }));
      await storage.insertExternalAccount(account('eac_4', 'user_2', { provider_user_id: null }));
      assert.equal((await storage.findExternalAccountByIdentity('oauth_google', '1001'))?.id, 'eac_1');
      await storage.insertPasskey(passkey('pky_1', 'user_1'));
      await assert.rejects(storage.insertPasskey(passkey('pky_2', 'user_2')), isViolationOf('passkey'));
      assert.equal((await storage.findPasskeyByCredential('credential'))?.user_id, 'user_1');
    });

    it('the storage finds, changes and removes what a user owns for that user only', async () => {
      await storage.insertPhoneNumber(phone('idn_1', 'user_1'));
      assert.equal(await storage.findPhoneNumber('user_2', 'idn_1'), undefined);
      assert.equal((await storage.findPhoneNumberById('idn_1'))?.user_id, 'user_1');
      assert.equal(await storage.findPhoneNumberById('idn_2'), undefined);
      assert.equal(await storage.deletePhoneNumber('user_2', 'idn_1'), false);
      const changed = await storage.updatePhoneNumber('idn_1', { default_second_factor: true }, NOW);
      assert.ok(changed && changed.updated_at > NOW);
      assert.equal(await storage.deletePhoneNumber('user_1', 'idn_1'), true);
      assert.deepEqual(await storage.listPhoneNumbers(['user_1', 'user_2']), []);
    });
  });
}

function parallel<T>(count: number, call: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(index)));
}

function isViolationOf(field: string): (error: unknown) => boolean {
  return (error) => error instanceof UniqueViolation && error.field === field;
}

function challenge(id: string, patch: Partial<ChallengeRow> = {}): ChallengeRow {
  return {
    id,
    kind: 'email_link',
    purpose: 'sign_in',
    subject: 'sia_1',
    client_id: 'client_1',
    token_hash: `hash of ${id}`,
    data: '{}',
    result: null,
    expires_at: NOW + 600_000,
    consumed_at: null,
    revoked_at: null,
    created_at: NOW,
    ...patch,
  };
}

function ticket(id: string, patch: Partial<TicketRow> = {}): TicketRow {
  return {
    id,
    kind: 'invitation',
    actor: null,
    session_seconds: null,
    token_hash: `hash of ${id}`,
    email: 'ada@example.com',
    user_id: null,
    public_metadata: '{}',
    redirect_url: null,
    sole_key: null,
    status: 'pending',
    expires_at: NOW + 600_000,
    created_at: NOW,
    updated_at: NOW,
    ...patch,
  };
}

function phone(id: string, user_id: string): PhoneNumberRow {
  return blankPhoneNumber({ id, user_id, phone: '+12015550123' }, NOW);
}

function wallet(id: string, user_id: string): Web3WalletRow {
  return blankWeb3Wallet({ id, user_id, address: '0xabc' }, NOW);
}

function account(id: string, user_id: string, patch: Partial<ExternalAccountRow> = {}): ExternalAccountRow {
  const known = { id, user_id, provider: 'oauth_google', provider_user_id: '1001', verified: true } as const;
  return { ...blankExternalAccount(known, NOW), ...known, ...patch };
}

function passkey(id: string, user_id: string): PasskeyRow {
  const known = { id, user_id, name: 'Laptop', credential_id: 'credential', public_key: 'key', verified: true };
  return { ...blankPasskey(known, NOW), ...known };
}
