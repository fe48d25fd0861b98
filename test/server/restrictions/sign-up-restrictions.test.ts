import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeEntry } from '../../../src/server/restrictions/identifier-list.ts';
import {
  type Candidate,
  createSignUpRestrictions,
  listKeysOf,
} from '../../../src/server/restrictions/sign-up-restrictions.ts';
import type { Restrictions } from '../../../src/server/restrictions/restrictions.ts';
import { assertCpuBelow } from '../../support/cpu-time.ts';

const NONE: Restrictions = {
  allowlist: [],
  allowlistEnabled: false,
  blocklist: [],
  onSignIn: false,
  blockSubaddresses: false,
  blockDisposable: false,
  disposableDomains: [],
};
const email = (value: string): Candidate => ({ kind: 'email_address', value });
const phone = (value: string): Candidate => ({ kind: 'phone_number', value });
const wallet = (value: string): Candidate => ({ kind: 'web3_wallet', value });
const gate = (patch: Partial<Restrictions>, testMode = false) =>
  createSignUpRestrictions({ ...NONE, allowlistEnabled: patch.allowlist !== undefined, ...patch }, testMode);

describe('sign-up restrictions', () => {
  it('every identifier is admitted when no restriction is set', () => {
    const { refuse, admits } = gate({});
    for (const each of [email('ada+x@mailinator.com'), phone('+15555550100'), wallet(`0x${'a'.repeat(40)}`)]) {
      assert.equal(refuse(each), undefined);
      assert.equal(admits([each]), true);
    }
    assert.equal(admits([]), true);
  });

  it('an entry is an address, a domain in either spelling, or all subdomains of one', () => {
    for (const entry of ['@acme.example', '*@acme.example', '*@ACME.example']) {
      const { refuse } = gate({ allowlist: [entry] });
      assert.equal(refuse(email('Ada@Acme.Example')), undefined);
      assert.equal(refuse(email('ada@sub.acme.example')), 'not_allowlisted');
      assert.equal(refuse(email('ada@notacme.example')), 'not_allowlisted');
      assert.equal(refuse(email('acme.example@evil.example')), 'not_allowlisted');
      assert.equal(refuse(email('ada@acme.example.evil.example')), 'not_allowlisted');
    }
    const below = gate({ allowlist: ['@*.acme.example'] });
    assert.equal(below.refuse(email('ada@a.b.acme.example')), undefined);
    assert.equal(below.refuse(email('ada@acme.example')), 'not_allowlisted');
    assert.equal(gate({ allowlist: ['Ada@acme.example'] }).refuse(email('ada@ACME.example')), undefined);
    assert.equal(gate({ allowlist: ['ada@acme.example'] }).refuse(email('bo@acme.example')), 'not_allowlisted');
  });

  it('international domains are compared in one form', () => {
    const { refuse } = gate({ blocklist: ['@bücher.example'] });
    assert.equal(refuse(email('ada@BÜCHER.example')), 'blocklisted');
    assert.equal(refuse(email('ada@xn--bcher-kva.example')), 'blocklisted');
  });

  it('an entry is a phone number, a prefix of numbers, or a wallet in any case', () => {
    const { refuse } = gate({ blocklist: ['+15555550100', '+1900*', `0x${'Ab'.repeat(20)}`] });
    assert.equal(refuse(phone('+15555550100')), 'blocklisted');
    assert.equal(refuse(phone('+155555501001')), undefined);
    assert.equal(refuse(phone('+19005550100')), 'blocklisted');
    assert.equal(refuse(phone('+19015550100')), undefined);
    assert.equal(refuse(wallet(`0x${'aB'.repeat(20)}`)), 'blocklisted');
    assert.equal(refuse(wallet(`0x${'ac'.repeat(20)}`)), undefined);
  });

  it('the more specific entry wins, and the block-list wins between equals', () => {
    const one = gate({ allowlist: ['@acme.example'], blocklist: ['eve@acme.example'] });
    assert.equal(one.refuse(email('eve@acme.example')), 'blocklisted');
    assert.equal(one.refuse(email('ada@acme.example')), undefined);
    const other = gate({ allowlist: ['ada@acme.example'], blocklist: ['@acme.example'] });
    assert.equal(other.refuse(email('ada@acme.example')), undefined);
    const equal = gate({ allowlist: ['@acme.example'], blocklist: ['@acme.example'] });
    assert.equal(equal.refuse(email('ada@acme.example')), 'blocklisted');
  });

  it('a sub-address of a blocked address is blocked, too', () => {
    const { refuse } = gate({ blocklist: ['eve@acme.example'] });
    assert.equal(refuse(email('Eve+new@acme.example')), 'blocklisted');
  });

  it('an account needs an identifier that the allow-list names', () => {
    const { refuse, admits } = gate({ allowlist: ['@acme.example'] });
    assert.equal(refuse(phone('+15555550100')), undefined);
    assert.equal(admits([phone('+15555550100')]), false);
    assert.equal(admits([]), false);
    assert.equal(admits([email('ada@acme.example'), phone('+15555550100')]), true);
    assert.equal(admits([email('ada@acme.example'), email('ada@other.example')]), false);
  });

  it('sub-addresses are refused, except for those of test mode', () => {
    const patch = { blockSubaddresses: true };
    for (const local of ['ada+x', 'ada=x', 'ada#x']) {
      assert.equal(gate(patch).refuse(email(`${local}@acme.example`)), 'subaddress');
    }
    assert.equal(gate(patch).refuse(email('ada@acme.example')), undefined);
    assert.equal(gate(patch).refuse(email('ada+clerk_test@acme.example')), 'subaddress');
    assert.equal(gate(patch, true).refuse(email('ada+clerk_test@acme.example')), undefined);
  });

  it('disposable domains, those the operator lists, and their subdomains are refused', () => {
    const known = gate({ blockDisposable: true });
    assert.equal(known.refuse(email('ada@MailInator.com')), 'disposable');
    assert.equal(known.refuse(email('ada@team.mailinator.com')), 'disposable');
    assert.equal(known.refuse(email('ada@notmailinator.com')), undefined);
    const own = gate({ disposableDomains: ['trash.example'] });
    assert.equal(own.refuse(email('ada@trash.example')), 'disposable');
    assert.equal(own.refuse(email('ada@mailinator.com')), undefined);
  });

  it('the lists restrict sign-in only when onSignIn is set', () => {
    const lists = { allowlist: ['@acme.example'], blocklist: ['eve@acme.example'], blockSubaddresses: true };
    assert.equal(gate(lists).admitsSignIn([email('eve@acme.example')]), true);
    const { admitsSignIn } = gate({ ...lists, onSignIn: true });
    assert.equal(admitsSignIn([email('ada+x@acme.example')]), true);
    assert.equal(admitsSignIn([email('ada@acme.example'), email('ada@other.example')]), true);
    assert.equal(admitsSignIn([email('ada@other.example')]), false);
    assert.equal(admitsSignIn([email('ada@acme.example'), email('eve@acme.example')]), false);
    assert.equal(admitsSignIn([]), false);
    assert.equal(gate({ onSignIn: true }).admitsSignIn([]), true);
  });

  it('checking an identifier of 100 kB takes less than 20 ms of CPU', async () => {
    const { refuse } = gate({
      allowlist: ['@acme.example', '@*.acme.example', '+1555*'],
      blocklist: ['eve@acme.example'],
      blockSubaddresses: true,
      blockDisposable: true,
    });
    const length = 100_000;
    for (const text of ['a'.repeat(length), `a@${'b.'.repeat(length / 2)}`, '@'.repeat(length), '+'.repeat(length)]) {
      for (const kind of ['email_address', 'phone_number', 'web3_wallet'] as const) {
        await assertCpuBelow(20, () => refuse({ kind, value: text }), `${kind}: ${text.slice(0, 9)}…`);
      }
    }
  });

  it('an allowlist that is in force and empty admits nobody, and one that is not in force counts for nothing', () => {
    const empty = gate({ allowlistEnabled: true });
    assert.equal(empty.refuse(email('ada@acme.example')), undefined);
    assert.equal(empty.admits([email('ada@acme.example')]), false);
    const off = gate({ allowlist: ['ada@acme.example'], allowlistEnabled: false, blocklist: ['@acme.example'] });
    assert.equal(off.admits([email('bo@other.example')]), true);
    assert.equal(off.refuse(email('ada@acme.example')), 'blocklisted');
  });

  it('entries that were read for an identifier count beside those of the settings', () => {
    const { with: withEntries } = gate({ allowlist: ['@acme.example'], blocklist: ['eve@acme.example'] });
    const { refuse, admits } = withEntries({
      allowed: ['bo@other.example'],
      blocked: ['+1900*', 'mallory@acme.example'],
      allowedKinds: ['phone_number'],
    });
    assert.equal(refuse(email('bo@other.example')), undefined);
    assert.equal(refuse(email('ada@acme.example')), undefined);
    assert.equal(refuse(email('Mallory+x@acme.example')), 'blocklisted');
    assert.equal(refuse(email('eve@acme.example')), 'blocklisted');
    assert.equal(refuse(email('ada@third.example')), 'not_allowlisted');
    assert.equal(refuse(phone('+19005550100')), 'blocklisted');
    assert.equal(refuse(phone('+14155552671')), 'not_allowlisted');
    assert.equal(admits([email('bo@other.example')]), true);
  });

  it('every entry that matches an identifier has one of the keys of the identifier', () => {
    const entries = [
      'ada@acme.example',
      '@acme.example',
      '@*.example.org',
      '+1900*',
      '+15555550100',
      `0x${'Ab'.repeat(20)}`,
    ];
    const candidates = [
      email('ADA+x@acme.example'),
      email('ada@a.b.example.org'),
      email('bo@ACME.example'),
      phone('+19005550100'),
      phone('+15555550100'),
      wallet(`0x${'aB'.repeat(20)}`),
    ];
    for (const entry of entries) {
      const { refuse } = gate({ blocklist: [entry] });
      const key = describeEntry(entry)?.key ?? '';
      for (const candidate of candidates) {
        const isBlocked = refuse(candidate) === 'blocklisted';
        assert.equal(listKeysOf(candidate).includes(key), isBlocked, `${entry} ${candidate.value}`);
      }
    }
  });
});
