import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeForm } from '../../../src/client/fapi/encode-form.ts';
import { createRequest } from '../../../src/client/fapi/request.ts';
import { ClerkAPIResponseError } from '../../../src/client/errors.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';

function open(answer: (request: Request) => Response | Promise<Response>) {
  const requests: Request[] = [];
  const world = new FakeWorld(async (request) => {
    requests.push(request.clone());
    return answer(request);
  });
  const request = createRequest(world.openTab(), 'https://clerk.acme.example/v1', {});
  return { world, request, requests, query: (i = 0) => new URL(requests[i]?.url ?? '').searchParams };
}

const json = (body: unknown, init?: ResponseInit) => new Response(JSON.stringify(body), init);

test('a request form has snake_case names, repeated lists, JSON objects, empty nulls and no undefined', () => {
  const form = encodeForm({
    emailAddress: 'a+b@acme.example',
    organizationId: null,
    skip: undefined,
    additionalScope: ['a', 'b'],
    unsafeMetadata: { someKey: 1 },
    transfer: true,
  });
  assert.deepEqual(
    [...form],
    [
      ['email_address', 'a+b@acme.example'],
      ['organization_id', ''],
      ['additional_scope', 'a'],
      ['additional_scope', 'b'],
      ['unsafe_metadata', '{"someKey":1}'],
      ['transfer', 'true'],
    ],
  );
});

test('every call names the revision of the API and the version of the client', async () => {
  const { request, query } = open(() => json({ response: {} }));
  await request('/me');
  assert.equal(query().get('__clerk_api_version'), '2026-08-20');
  assert.ok(query().get('_clerk_js_version'));
});

test('the address of the client, which pages preload, does not change with the version of the client', async () => {
  const { request, requests } = open(() => json({ response: {} }));
  await request('/client');
  assert.equal(requests[0]?.url, 'https://clerk.acme.example/v1/client?__clerk_api_version=2026-08-20');
});

test('other methods are sent as POST, and no call has a header or type that costs a preflight', async () => {
  const { request, requests, query } = open(() => json({ response: {} }));
  for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const) {
    await request('/me', { method, body: { firstName: 'Ada' } });
  }
  assert.deepEqual(
    requests.map(({ method }) => method),
    ['GET', 'POST', 'POST', 'POST', 'POST'],
  );
  assert.deepEqual(
    requests.map((_, i) => query(i).get('_method')),
    [null, null, 'PATCH', 'PUT', 'DELETE'],
  );
  for (const { headers, credentials } of requests) {
    const names = [...headers.keys()].filter((name) => name !== 'origin');
    assert.ok(names.every((name) => name === 'content-type'));
    assert.match(headers.get('content-type') ?? 'application/x-www-form-urlencoded', /x-www-form-urlencoded/);
    assert.equal(credentials, 'include');
  }
});

test('every call names the session, except on paths below the client', async () => {
  const { request, query } = open(() => json({ response: {} }));
  await request('/me', { sessionId: 'sess_1' });
  await request('/client/sign_ins', { sessionId: 'sess_1' });
  assert.equal(query(0).get('_clerk_session_id'), 'sess_1');
  assert.equal(query(1).get('_clerk_session_id'), null);
});

test('the environment can be fetched without the credentials of another site', async () => {
  const { request, requests } = open(() => json({}));
  await request('/environment', { credentials: 'same-origin' });
  assert.equal(requests[0]?.credentials, 'same-origin');
});

test('the client in an answer is handed over before the call settles, also when the call fails', async () => {
  const order: string[] = [];
  const { request } = open(({ url }) =>
    url.includes('/ok')
      ? json({ response: { id: 1 }, client: { id: 'client_1' } })
      : json(
          { errors: [{ code: 'x', message: 'm', long_message: 'l' }], meta: { client: { id: 'client_2' } } },
          { status: 422 },
        ),
  );
  const onClient = async (client: { id: string } | null) => {
    await flush();
    order.push(client?.id ?? '');
  };
  assert.deepEqual(await request('/ok', { onClient }), { id: 1 });
  order.push('settled');
  await assert.rejects(request('/bad', { onClient }), { status: 422 });
  assert.deepEqual(order, ['client_1', 'settled', 'client_2']);
});

test('a refused call throws an error with all parts of the answer', async () => {
  const body = {
    errors: [
      {
        code: 'form_password_incorrect',
        message: 'is incorrect',
        long_message: 'Wrong.',
        meta: { param_name: 'password' },
      },
      { code: 'identifier_already_signed_in', message: 'm', long_message: 'l', meta: { session_id: 'sess_1' } },
    ],
    clerk_trace_id: 'trace_1',
  };
  const { request } = open(() => json(body, { status: 429, headers: { 'retry-after': '7' } }));
  const error = await request('/x', { method: 'POST' }).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof ClerkAPIResponseError);
  assert.equal(error.message, 'Wrong.');
  assert.equal(error.retryAfter, 7);
  assert.equal(error.clerkTraceId, 'trace_1');
  assert.equal(error.errors[0]?.meta.paramName, 'password');
  assert.equal(error.errors[1]?.meta.sessionId, 'sess_1');
});

test('a Retry-After header may be a date', async () => {
  const { world, request } = open(() =>
    json({}, { status: 503, headers: { 'retry-after': new Date(world.time + 30_000).toUTCString() } }),
  );
  await assert.rejects(request('/x', { method: 'POST' }), { status: 503, retryAfter: 30 });
});

test('reads without an answer are repeated at once, then with growing pauses, and counted', async () => {
  let failures = 3;
  const { world, request, requests, query } = open(() => {
    if (failures-- > 0) throw new TypeError('Failed to fetch');
    return json({ response: 'ok' });
  });
  const answer = request('/client');
  await world.advance(10_000);
  assert.equal(await answer, 'ok');
  assert.deepEqual(
    requests.map((_, i) => query(i).get('_clerk_retry_attempt')),
    [null, '1', '2', '3'],
  );
});

test('a read fails after four tries', async () => {
  const { world, request, requests } = open(() => {
    throw new TypeError('Failed to fetch');
  });
  const answer = assert.rejects(request('/client'), { code: 'network_error' });
  await world.advance(60_000);
  await answer;
  assert.equal(requests.length, 4);
});

test('the client repeats neither writes nor answered reads', async () => {
  const { request, requests } = open(({ method }) => {
    if (method === 'POST') throw new TypeError('Failed to fetch');
    return json({}, { status: 503 });
  });
  await assert.rejects(request('/x', { method: 'POST' }), { code: 'network_error' });
  await assert.rejects(request('/x'), { status: 503 });
  assert.equal(requests.length, 2);
});

test('a call that takes longer than its limit fails', async () => {
  const { world, request } = open(
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  const answer = assert.rejects(request('/client', { timeout: 7000 }), { code: 'network_error' });
  await world.advance(7000);
  await answer;
});

test('a web page in place of the API has another error than a failing API', async () => {
  const { request } = open(({ url }) => new Response('<!doctype html>', { status: url.includes('/500') ? 502 : 200 }));
  await assert.rejects(request('/x'), { code: 'api_unreachable' });
  await assert.rejects(request('/500'), { status: 502 });
});

test('answers without an envelope are returned unchanged', async () => {
  const { request } = open(({ url }) => (url.includes('list') ? json([1, 2]) : new Response(null, { status: 204 })));
  assert.deepEqual(await request('/list'), [1, 2]);
  assert.equal(await request('/none'), null);
});
