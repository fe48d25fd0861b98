import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClerkAPIResponseError, ClerkRuntimeError, firstError } from '../../src/client/errors.ts';
import type { ErrorCode, WireErrorCode } from '../../src/protocol/error-codes.ts';
import { ApiError } from '../../src/server/http/errors.ts';

test('an error with a code that is not in the table does not compile', () => {
  assert.equal(new ClerkRuntimeError('network_error', '').code, 'network_error');
  // @ts-expect-error: a typo
  assert.ok(new ClerkRuntimeError('network_eror', ''));
  // @ts-expect-error: a code of the browser is none of the server's
  assert.throws(() => new ApiError('popup_blocked'));
  // @ts-expect-error: codes that are listed are checked
  const codes: ErrorCode[] = ['session_exists', 'sesion_exists'];
  assert.equal(codes.length, 2);
});

test('a comparison with a code that is not in the table does not compile', () => {
  const answered = [{ code: 'organization_not_found', message: '', longMessage: '', meta: {} }];
  const code: WireErrorCode | undefined = firstError(new ClerkAPIResponseError(404, answered))?.code;
  assert.equal(code === 'resource_not_found', false);
  // @ts-expect-error: a typo
  assert.equal(code === 'resource_not_fuond', false);
  assert.equal(code, 'organization_not_found', 'the API may answer with codes that are not listed');
});
