import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { it } from 'node:test';
import { acceptTestingToken, issueTestingToken } from '../../../src/server/bot-check/testing-token.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const HOUR = 3_600_000;
const partsOf = (clock = new FakeClock()) => ({ testingTokenKey: new Uint8Array(randomBytes(32)), clock });

it('a testing token is accepted until it expires, as often as it is sent', () => {
  const parts = partsOf();
  const { token, expiresAt } = issueTestingToken(parts);
  assert.ok(expiresAt > parts.clock.now() + HOUR - 1_000 && expiresAt <= parts.clock.now() + HOUR);
  for (let i = 0; i < 3; i++) assert.equal(acceptTestingToken(parts, token), true);
  parts.clock.advance(expiresAt - parts.clock.now() - 1);
  assert.equal(acceptTestingToken(parts, token), true);
  parts.clock.advance(1);
  assert.equal(acceptTestingToken(parts, token), false);
});

it('no testing token is like another one', () => {
  const parts = partsOf();
  assert.notEqual(issueTestingToken(parts).token, issueTestingToken(parts).token);
});

it('a testing token of another instance, a changed one and any other text are refused', () => {
  const parts = partsOf();
  const { token } = issueTestingToken(parts);
  const [terms = '', mac = ''] = token.split('.');
  const later = `${Number(terms.slice(0, 10)) + 60}${terms.slice(10)}.${mac}`;
  assert.equal(acceptTestingToken(partsOf(parts.clock), token), false);
  for (const text of [
    null,
    undefined,
    '',
    token.slice(1),
    `${token}a`,
    ` ${token}`,
    later,
    `${terms}.`,
    `${terms}.${'A'.repeat(43)}`,
  ]) {
    assert.equal(acceptTestingToken(parts, text), false, String(text));
  }
});
