import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchNumbers } from '../../../../src/server/factors/link/match-numbers.ts';

const key = new Uint8Array(32).fill(7);
const links = Array.from({ length: 3_000 }, (_, i) => matchNumbers(key, `link_${i}`));

describe('match numbers', () => {
  it('a link offers three different two-digit numbers, one of which is the shown one', () => {
    for (const { shown, choices } of links) {
      assert.equal(new Set(choices).size, 3);
      assert.ok(choices.every((number) => number >= 10 && number <= 99));
      assert.ok(choices.includes(shown));
    }
  });

  it('the match numbers stay the same for a link, and differ by link and key', () => {
    assert.deepEqual(matchNumbers(key, 'link_1'), links[1]);
    assert.notDeepEqual(matchNumbers(new Uint8Array(32), 'link_1'), links[1]);
    assert.ok(new Set(links.map(({ choices }) => choices.join())).size > 2_500);
  });

  it('position and size of a match number do not reveal the right one', () => {
    for (const rank of [0, 1, 2]) {
      const byPlace = links.filter(({ shown, choices }) => choices[rank] === shown).length;
      const bySize = links.filter(({ shown, choices }) => choices.toSorted((a, b) => a - b)[rank] === shown).length;
      for (const hits of [byPlace, bySize]) assert.ok(hits > 850 && hits < 1_150, `${rank}: ${hits}`);
    }
  });
});
