import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { solveWork } from '../../../src/client/captcha/solve-work.ts';
import { checkWork, createWorkChallenge } from '../../../src/server/bot-check/proof-of-work.ts';

const NOW = 1_790_000_000_000;
const BITS = 6;

describe('proof of work', () => {
  const key = randomBytes(32);
  const solved = async (difficulty = BITS) => {
    const { challenge, expiresAt } = createWorkChallenge(key, difficulty, NOW);
    return { challenge, expiresAt, token: await solveWork(challenge, difficulty) };
  };

  it('is accepted when it was done', async () => {
    const { challenge, expiresAt, token } = await solved();
    assert.deepEqual(checkWork(key, token, NOW), { id: challenge.split('.')[0], expiresAt });
  });

  it('is accepted for five minutes', async () => {
    const { expiresAt, token } = await solved();
    assert.equal(expiresAt, NOW + 300_000);
    assert.ok(checkWork(key, token, expiresAt - 1));
    assert.equal(checkWork(key, token, expiresAt), undefined);
  });

  it('is never the same twice', () => {
    const ids = Array.from({ length: 100 }, () => createWorkChallenge(key, BITS, NOW).challenge);
    assert.equal(new Set(ids).size, 100);
  });

  it('is refused when the terms were changed, or another key signed them', async () => {
    const { challenge } = await solved();
    const [id, , expiry, mac] = challenge.split('.') as [string, string, string, string];
    const changed = [
      `${id}.1.${expiry}.${mac}`,
      `${id}.${BITS}.zzzzzzzzz.${mac}`,
      `${'A'.repeat(22)}.${BITS}.${expiry}.${mac}`,
      createWorkChallenge(randomBytes(32), BITS, NOW).challenge,
    ];
    for (const each of changed) assert.equal(checkWork(key, await solveWork(each, BITS), NOW), undefined, each);
  });

  it('is refused when it was not done: no numbers, wrong ones, too few, too many, the work of another challenge', async () => {
    const { challenge, token } = await solved(12);
    const [, numbers = ''] = token.split('~');
    const list = numbers.split(',');
    const { token: foreign } = await solved(12);
    const wrong = [
      '',
      challenge,
      `${challenge}~`,
      `${challenge}~${list.map(() => '0').join()}`,
      `${challenge}~${list.slice(1).join()}`,
      `${challenge}~${[...list, list[0]].join()}`,
      `${challenge}~${list.toReversed().join()}`,
      `${challenge}~${list.map(() => 'zzzzzzzzz').join()}`,
      `${challenge}~${list.map(() => '').join()}`,
      `${challenge}~${foreign.split('~')[1]}`,
      `${token}~${numbers}`,
      `${token} `,
      `x${token}`,
      'x'.repeat(100_000),
      `${challenge}~${','.repeat(100_000)}`,
    ];
    for (const each of wrong) assert.equal(checkWork(key, each, NOW), undefined, each.slice(0, 200));
  });
});
