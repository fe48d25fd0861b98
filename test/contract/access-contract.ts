import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { blankWaitlistEntry } from '../../src/server/storage/blank-rows.ts';
import type { ListedIdentifierRow, TicketRow, WaitlistEntryRow } from '../../src/server/storage/rows.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { parallel } from '../support/parallel.ts';
import { clientRow, NOW, sessionRow, signUpRow, userRow } from '../support/rows.ts';

/**
 * What every storage promises about invitations and the waitlist. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function accessContract(name: string, open: () => Promise<Storage>): void {
  describe(`who may come in, in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());

    it('of 50 parallel invitations of one address the storage keeps one, until it is used, revoked or expired', async () => {
      const sole = (id: string, now = NOW) => invitation(id, { sole_key: 'ada@example.com', created_at: now });
      const kept = await parallel(50, (i) => storage.insertTicket(sole(`inv_${i}`)));
      assert.equal(kept.filter(Boolean).length, 1);
      const first = `inv_${kept.indexOf(true)}`;
      assert.equal(await storage.insertTicket(invitation('inv_beside')), true);
      assert.equal(await storage.insertTicket(sole('inv_a')), false);
      await storage.revokeTicket(first, NOW);
      assert.equal(await storage.insertTicket(sole('inv_b')), true);
      await storage.consumeTicket('inv_b', 'user_1', NOW);
      assert.equal(await storage.insertTicket(sole('inv_c')), true);
      assert.equal(await storage.insertTicket(sole('inv_d', NOW + 600_000)), true);
      assert.equal(await storage.deleteTicket('inv_d'), true);
      assert.equal(await storage.deleteTicket('inv_d'), false);
      assert.equal(await storage.insertTicket(sole('inv_e')), true);
    });

    it('the storage lists and counts the invitations that a filter matches', async () => {
      await storage.insertTicket(invitation('inv_1', { email: 'Ada_1@example.com', expires_at: NOW + 1 }));
      await storage.insertTicket(invitation('inv_2', { email: 'bo@example.com', created_at: NOW + 1 }));
      await storage.insertTicket(invitation('inv_3', { email: 'cy@example.com', created_at: NOW + 2 }));
      await storage.insertTicket(invitation('sit_1', { kind: 'sign_in_token', email: null }));
      await storage.revokeTicket('inv_3', NOW);
      const newest = { by: 'created_at', direction: 'desc' } as const;
      const all = { limit: 10, offset: 0 };
      const ids = async (filter: Parameters<Storage['listInvitations']>[0]) => {
        const found = (await storage.listInvitations(filter, newest, all)).map(({ id }) => id);
        assert.equal(await storage.countInvitations(filter), found.length);
        return found;
      };
      assert.deepEqual(await ids({}), ['inv_3', 'inv_2', 'inv_1']);
      assert.deepEqual(await ids({ exceptRevoked: true }), ['inv_2', 'inv_1']);
      assert.deepEqual(await ids({ status: { is: 'pending', now: NOW + 1 } }), ['inv_2']);
      assert.deepEqual(await ids({ status: { is: 'expired', now: NOW + 1 } }), ['inv_1']);
      assert.deepEqual(await ids({ status: { is: 'revoked', now: NOW } }), ['inv_3']);
      assert.deepEqual(await ids({ query: 'ADA_' }), ['inv_1']);
      assert.deepEqual(await ids({ query: '%' }), []);
      const byEmail = { by: 'email_address', direction: 'asc' } as const;
      const [second] = await storage.listInvitations({}, byEmail, { limit: 1, offset: 1 });
      assert.equal(second?.id, 'inv_2');
    });

    it('one of several parallel callers changes an entry of the waitlist, and only one with the right status', async () => {
      await storage.insertWaitlistEntryOnce(entry('wle_1'));
      const changes = await parallel(20, (i) =>
        storage.updateWaitlistEntry('wle_1', ['pending'], { status: 'invited', invitation_id: `inv_${i}` }, NOW),
      );
      assert.equal(changes.filter(Boolean).length, 1);
      assert.equal(await storage.deleteWaitlistEntry('wle_1', ['pending', 'rejected']), false);
      const completed = await storage.completeWaitlistEntries(['ada@example.com', 'nobody@example.com'], NOW);
      assert.deepEqual(
        completed.map(({ id, status }) => [id, status]),
        [['wle_1', 'completed']],
      );
      assert.deepEqual(await storage.completeWaitlistEntries(['ada@example.com'], NOW), []);
      assert.equal(await storage.deleteWaitlistEntry('wle_1', ['completed']), true);
      assert.equal(await storage.findWaitlistEntry('wle_1'), undefined);
    });

    it('the storage lists and counts the entries of the waitlist that a filter matches', async () => {
      await storage.insertWaitlistEntryOnce(entry('wle_1'));
      await storage.insertWaitlistEntryOnce({ ...entry('wle_2', 'bo@example.com'), created_at: NOW + 1 });
      await storage.updateWaitlistEntry('wle_2', ['pending'], { status: 'invited', invited_at: NOW }, NOW);
      const ids = async (
        filter: Parameters<Storage['listWaitlistEntries']>[0],
        order: Parameters<Storage['listWaitlistEntries']>[1] = { by: 'created_at', direction: 'desc' },
      ) => {
        const found = (await storage.listWaitlistEntries(filter, order, { limit: 10, offset: 0 })).map(({ id }) => id);
        assert.equal(await storage.countWaitlistEntries(filter), found.length);
        return found;
      };
      assert.deepEqual(await ids({}), ['wle_2', 'wle_1']);
      assert.deepEqual(await ids({}, { by: 'invited_at', direction: 'asc' }), ['wle_2', 'wle_1']);
      assert.deepEqual(await ids({}, { by: 'email_address', direction: 'asc' }), ['wle_1', 'wle_2']);
      assert.deepEqual(await ids({ status: 'invited' }), ['wle_2']);
      assert.deepEqual(await ids({ query: 'BO@' }), ['wle_2']);
    });

    it('the storage finds the entries of both lists by their keys, and each key once', async () => {
      const listed = (id: string, patch: Partial<ListedIdentifierRow>): ListedIdentifierRow => {
        const blank = {
          list: 'block',
          kind: 'email_address',
          invitation_id: null,
          created_at: NOW,
          updated_at: NOW,
        } as const;
        return { id, ...blank, identifier: id, key: `exact ${id}`, ...patch };
      };
      const added = await parallel(20, (i) => storage.insertListedIdentifier(listed(`blid_${i}`, { key: 'exact a' })));
      assert.equal(added.filter(Boolean).length, 1);
      const first = `blid_${added.indexOf(true)}`;
      await storage.insertListedIdentifier(listed('alid_1', { list: 'allow', key: 'exact a' }));
      await storage.insertListedIdentifier(
        listed('alid_2', { list: 'allow', kind: 'phone_number', created_at: NOW + 1 }),
      );
      const both = await storage.matchListedIdentifiers(['exact a', 'exact b'], true);
      assert.deepEqual(both, {
        allowed: ['alid_1'],
        blocked: [first],
        allowedKinds: ['email_address', 'phone_number'],
      });
      const none = { allowed: [], blocked: [], allowedKinds: [] };
      assert.deepEqual(await storage.matchListedIdentifiers([], false), none);
      assert.deepEqual(await storage.matchListedIdentifiers(['exact a'], false), { ...none, blocked: [first] });
      const page = await storage.listListedIdentifiers('allow', { limit: 10, offset: 0 });
      assert.deepEqual(
        page.map(({ id }) => id),
        ['alid_2', 'alid_1'],
      );
      assert.equal(await storage.countListedIdentifiers('allow'), 2);
      assert.equal(await storage.deleteListedIdentifier('block', 'alid_1'), undefined);
      assert.equal((await storage.deleteListedIdentifier('allow', 'alid_1'))?.id, 'alid_1');
      assert.equal(await storage.findListedIdentifier('allow', 'alid_1'), undefined);
    });

    it('the storage lists and counts clients, and finds a sign-up without its client', async () => {
      assert.deepEqual([await storage.listClients({ limit: 10, offset: 0 }), await storage.countClients()], [[], 0]);
      await storage.insertClient(clientRow('client_1'));
      await storage.insertClient({ ...clientRow('client_2'), created_at: NOW + 1 });
      const ids = async (limit: number, offset: number) =>
        (await storage.listClients({ limit, offset })).map(({ id }) => id);
      assert.deepEqual(await ids(10, 0), ['client_2', 'client_1']);
      assert.deepEqual(await ids(1, 1), ['client_1']);
      assert.equal(await storage.countClients(), 2);
      await storage.insertUser(userRow('user_1'));
      await storage.insertSession(sessionRow('sess_1'));
      const page = { limit: 10, offset: 0 };
      assert.equal((await storage.listSessions({ clientIds: ['client_1', 'client_2'] }, page)).length, 1);
      assert.equal((await storage.listSessions({ clientIds: [] }, page)).length, 0);
      await storage.insertSignUp(signUpRow('sua_1', { external_id: 'crm-1' }));
      assert.equal((await storage.findAnySignUp('sua_1'))?.external_id, 'crm-1');
      assert.equal(await storage.findAnySignUp('sua_2'), undefined);
    });
  });
}

function invitation(id: string, patch: Partial<TicketRow> = {}): TicketRow {
  return {
    id,
    kind: 'invitation',
    token_hash: `hash of ${id}`,
    email: 'ada@example.com',
    user_id: null,
    public_metadata: '{}',
    redirect_url: null,
    actor: null,
    session_seconds: null,
    sole_key: null,
    status: 'pending',
    expires_at: NOW + 600_000,
    created_at: NOW,
    updated_at: NOW,
    ...patch,
  };
}

function entry(id: string, email = 'ada@example.com'): WaitlistEntryRow {
  return blankWaitlistEntry({ id, email, email_key: email }, NOW);
}
