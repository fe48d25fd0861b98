import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verifyBcrypt } from '../../../src/server/lib/bcrypt.ts';

/** Of `a`, at a cost of 6. */
const HASH = '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe';

describe('bcrypt', () => {
  it('runs on threads of its own, which are used again', async () => {
    const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
    const before = threads();
    const both = Promise.all([verifyBcrypt(HASH, 'a'), verifyBcrypt(HASH, 'b')]);
    assert.equal(threads(), before + 2);
    assert.deepEqual(await both, [true, false]);
    // A thread that waits does not keep the process alive.
    assert.equal(threads(), before);
    const again = verifyBcrypt(HASH, 'a');
    assert.equal(threads(), before + 1);
    assert.equal(await again, true);
  });

  it('says no to a hash that is none', async () => {
    assert.equal(await verifyBcrypt('$2a$06$x', 'a').catch(() => false), false);
    assert.equal(await verifyBcrypt(HASH, 'a'), true);
  });
});
