import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha1 } from '../../../src/client/platform/sha1.ts';

test('the digest for insecure pages equals that of the platform for every length around the block size', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
    assert.deepEqual(sha1(bytes), new Uint8Array(createHash('sha1').update(bytes).digest()));
  }
});
