import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { createBrowserPlatform } from '../../../src/client/platform/browser-platform.ts';

const { BroadcastChannel: original } = globalThis;
afterEach(() => {
  globalThis.BroadcastChannel = original;
});

/** In Firefox with blocked cookies, the constructor exists and throws a SecurityError. */
function DeniedChannel(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError');
}

test('a tab works alone, without an exception, in a browser that denies channels between tabs', () => {
  for (const absent of [DeniedChannel, undefined]) {
    globalThis.BroadcastChannel = absent as unknown as typeof BroadcastChannel;
    const channel = createBrowserPlatform().channel('clerk', () => assert.fail('no tab can be heard'));
    channel.post({ type: 'signout' });
    channel.close();
  }
});
