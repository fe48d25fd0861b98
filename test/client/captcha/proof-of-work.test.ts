import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { solveWork } from '../../../src/client/captcha/solve-work.ts';
import { firstWord, sha256 } from '../../../src/client/captcha/sha256.ts';
import { PUZZLES } from '../../../src/protocol/captcha.ts';

const hex = (words: Int32Array) => [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
const expected = (text: string) => createHash('sha256').update(text).digest('hex');

describe('SHA-256 in the page', () => {
  it('the page computes SHA-256 of a text of any length', () => {
    for (let length = 0; length < 200; length++) {
      const text = 'é1'.repeat(200).slice(0, length);
      assert.equal(hex(sha256(text)), expected(text), `${length} characters`);
    }
  });

  it('the page computes the first word of SHA-256 of a block', () => {
    const block = new Int32Array(16);
    block[0] = 0x61626380; // "abc" and the first bit of the padding
    block[15] = 24;
    assert.equal((firstWord(block) >>> 0).toString(16), expected('abc').slice(0, 8));
  });
});

describe('proof of work in the page', () => {
  it('the proof of work finds a number for every puzzle', async () => {
    const token = await solveWork('a challenge', 8);
    const [challenge, numbers = ''] = token.split('~');
    assert.equal(challenge, 'a challenge');
    const found = numbers.split(',').map((number) => Number.parseInt(number, 36));
    assert.equal(found.length, PUZZLES);
    for (const [puzzle, number] of found.entries()) {
      const input = Buffer.alloc(8);
      input.writeUInt32BE(puzzle, 0);
      input.writeUInt32BE(number, 4);
      const digest = createHash('sha256')
        .update(Buffer.from(expected('a challenge'), 'hex'))
        .update(input)
        .digest();
      assert.equal(digest[0], 0);
    }
  });

  it('the proof of work pauses to let the page run', async () => {
    let time = 0;
    let pauses = 0;
    const pause = async () => {
      pauses++;
    };
    await solveWork('a challenge', 10, pause, () => (time += 10));
    assert.ok(pauses > PUZZLES);
    assert.equal(await solveWork('a challenge', 4, undefined, () => 0), await solveWork('a challenge', 4, pause));
  });
});
