import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { createClerkClient } from '@clerk/backend';
import { isClerkAPIResponseError } from '@clerk/shared/error';
import { newSecretKey } from './backend-api.ts';
import type { TestInstance } from './instance.ts';

const closing: (() => void)[] = [];
after(() => {
  for (const close of closing) close();
});

/** Serves an instance on a port, and returns Clerk's own client of its Backend API. */
export async function stockClient(instance: TestInstance, secretKey?: string) {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    const init = { method: incoming.method, headers: incoming.headers as Record<string, string>, body };
    const answer = await instance.fetch(new Request(`${instance.config.url}${incoming.url}`, init));
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return createClerkClient({
    secretKey: secretKey ?? (await newSecretKey(instance)),
    publishableKey: instance.config.publishableKey,
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
}

/** Asserts that Clerk's client rejects, with the code and the status. */
export async function refused(call: Promise<unknown>, status: number, code: string): Promise<void> {
  await assert.rejects(call, (error: unknown) => {
    assert.ok(isClerkAPIResponseError(error), String(error));
    assert.deepEqual([error.status, error.errors[0]?.code], [status, code]);
    assert.match(error.clerkTraceId ?? '', /^[0-9a-f]{32}$/);
    return true;
  });
}
