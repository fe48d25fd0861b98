import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STRENGTH_BOUNDS } from '../../../../src/protocol/password-strength.ts';
import { measureStrength } from '../../../../src/server/factors/password/measure-strength.ts';

describe('the strength of a password', () => {
  it('the strength considers word lists, keyboard patterns and dates', async () => {
    const scores: [string, number[]][] = [
      ['password', [0]],
      ['P@ssw0rd', [0, 1]],
      ['qwertyuiop', [0]],
      ['aaaaaaaaaaaaaaaa', [0]],
      ['19.12.1990', [0, 1]],
      ['a plain long phrase', [3, 4]],
      ['xK7#mQ2$vR9', [3, 4]],
    ];
    for (const [password, expected] of scores) {
      const { score } = await measureStrength(password, []);
      assert.ok(expected.includes(score), `${password} has ${score}`);
    }
  });

  it('names of the account add no strength to a password', async () => {
    const without = await measureStrength('hildegunde', []);
    const own = await measureStrength('hildegunde', ['hildegunde@example.com', 'hildegunde']);
    assert.ok(own.score < without.score);
    assert.equal(own.warning, 'userInputs');
  });

  it('a weak password gets a warning and suggestions', async () => {
    const { warning, suggestions } = await measureStrength('aaaaaaaaaa', []);
    assert.equal(warning, 'simpleRepeat');
    assert.ok(suggestions.includes('repeated'));
  });

  it('the strength of a long password is measured on its beginning', async () => {
    const weak = 'a'.repeat(STRENGTH_BOUNDS.maxLength);
    assert.deepEqual(await measureStrength(`${weak}xK7#mQ2$vR9!`, []), await measureStrength(weak, []));
  });

  it('an empty password has no strength', async () => {
    assert.equal((await measureStrength('', [])).score, 0);
  });
});
