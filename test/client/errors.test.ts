import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isClerkAPIResponseError as isStockResponseError } from '@clerk/backend/errors';
import type * as Errors from '../../src/client/errors.ts';
import {
  ClerkAPIResponseError,
  ClerkRuntimeError,
  isClerkAPIResponseError,
  isClerkRuntimeError,
} from '../../src/client/errors.ts';

/** A second copy of the module, as in a page that bundles the headless client and also loads the script. */
const copy: typeof Errors = await import(new URL('../../src/client/errors.ts?copy', import.meta.url).href);

test('errors of another copy of the package are recognized by their flags', () => {
  assert.notEqual(copy.ClerkAPIResponseError, ClerkAPIResponseError);
  const item = { code: 'form_code_incorrect', message: 'is incorrect', longMessage: 'Wrong.', meta: {} };
  assert.ok(isClerkAPIResponseError(new copy.ClerkAPIResponseError(422, [item])));
  assert.ok(isClerkRuntimeError(new copy.ClerkRuntimeError('network_error', 'No network.')));
});

test('the guards accept neither errors of another kind nor foreign errors', () => {
  assert.equal(isClerkAPIResponseError(new ClerkRuntimeError('network_error', 'No network.')), false);
  assert.equal(isClerkRuntimeError(new ClerkAPIResponseError(500, [])), false);
  for (const value of [undefined, null, 'clerkError', 0, {}, new Error('other'), { clerkError: true }]) {
    assert.equal(isClerkAPIResponseError(value), false);
    assert.equal(isClerkRuntimeError(value), false);
  }
});

test('the guards of Clerk’s own packages recognize our errors', () => {
  assert.equal(isStockResponseError(new ClerkAPIResponseError(422, [])), true);
  assert.equal(isStockResponseError(new ClerkRuntimeError('network_error', 'No network.')), false);
  // That package does not export its guard for runtime errors, which reads the same field.
  assert.equal(ClerkRuntimeError.kind, 'ClerkRuntimeError');
});
