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

  it('a correct solution of the proof of work is accepted', async () => {
    const { challenge, expiresAt, token } = await solved();
    assert.deepEqual(checkWork(key, token, NOW), { id: challenge.split('.')[0], expiresAt });
  });

  it('a solution of the proof of work is accepted for five minutes', async () => {
    const { expiresAt, token } = await solved();
    assert.equal(expiresAt, NOW + 300_000);
    assert.ok(checkWork(key, token, expiresAt - 1));
    assert.equal(checkWork(key, token, expiresAt), undefined);
  });

  it('every challenge of the proof of work is different', () => {
    const ids = Array.from({ length: 100 }, () => createWorkChallenge(key, BITS, NOW).challenge);
    assert.equal(new Set(ids).size, 100);
  });

  it('a solution is refused when its challenge was changed or signed with another key', async () => {
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

  it('a solution with no, wrong, too few, too many or another challenge’s numbers is refused', async () => {
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
