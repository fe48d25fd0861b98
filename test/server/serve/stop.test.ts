import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PASSWORD } from '../../support/instance.ts';
import { type CliRun, runCli } from '../../support/run-cli.ts';
import { TestBrowser } from '../../support/test-browser.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-stop-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const ORIGIN = 'http://localhost:4400';
/** Seconds that a busy machine has to ask a node whether it is ready. */
const DRAIN = 10;

interface Node extends CliRun {
  base: string;
}

/** `serve` on a port of its own; all nodes share the database. */
async function startNode(drainSeconds: number): Promise<Node> {
  const database = `sqlite:${path.join(folder, 'clerk.db')}`;
  const args = ['serve', '--url', ORIGIN, '--instance-type', 'development', '--test-mode', '--port', '0'];
  const node = runCli(folder, [...args, '--database-url', database, '--drain-seconds', String(drainSeconds)]);
  const { listening } = await node.line('ready');
  return { ...node, base: `http://${listening}` };
}

/** Signs up over `send`, which may lead to another node each time. */
async function signUp(send: (request: Request) => Promise<Response>, email: string) {
  const browser = new TestBrowser(send, ORIGIN, ORIGIN, 'test');
  const post = async (to: string, form: Record<string, string>) => {
    const { status, response } = await browser.post(`/v1/client/sign_ups${to}`, form);
    assert.equal(status, 200);
    return response;
  };
  const { id } = await post('', { email_address: email, password: PASSWORD });
  await post(`/${id}/prepare_verification`, { strategy: 'email_code' });
  const done = await post(`/${id}/attempt_verification`, { strategy: 'email_code', code: '424242' });
  return { browser, sessionId: done.created_session_id as string };
}

/** The same request at another address. */
const at = (base: string, request: Request) => new Request(request.url.replace(ORIGIN, base), request);

describe('serve at SIGTERM', () => {
  it('serve answers every running request at SIGTERM, exits with 0, and loses nothing it acknowledged', async () => {
    let node = await startNode(1);
    const acknowledged: Awaited<ReturnType<typeof signUp>>[] = [];
    const cut: unknown[] = [];
    let isTold = false;
    let answers = 0;
    const send = async (request: Request) => {
      const wasTold = isTold;
      try {
        const answer = await fetch(at(node.base, request));
        if (++answers === 10) {
          isTold = true;
          node.child.kill('SIGTERM');
        }
        return answer;
      } catch (error) {
        // Later requests may find no server.
        if (!wasTold) cut.push(error);
        throw error;
      }
    };
    await Promise.allSettled(
      Array.from({ length: 20 }, async (_, i) => {
        acknowledged.push(await signUp(send, `user${i}+clerk_test@example.com`));
      }),
    );
    assert.deepEqual(cut, []);
    assert.equal(await node.end, 0);
    assert.match(node.output(), /"message":"stopped"/);
    assert.ok(acknowledged.length > 0);
    node = await startNode(0);
    for (const { browser, sessionId } of acknowledged) {
      assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    }
    node.child.kill('SIGTERM');
    assert.equal(await node.end, 0);
  });

  it('serve is not ready after SIGTERM while it still answers, so that a rolling restart loses no request', async () => {
    const nodes = [await startNode(DRAIN), await startNode(DRAIN)];
    const ready = new Set(nodes);
    const over = new AbortController();
    // A load balancer in small: asks each node whether it is ready, and sends nothing twice.
    const probing = (async () => {
      while (!over.signal.aborted) {
        for (const node of nodes) {
          const isReady = await fetch(`${node.base}/readyz`).then(
            (answer) => answer.ok,
            () => false,
          );
          if (isReady) ready.add(node);
          else ready.delete(node);
        }
        await sleep(50);
      }
    })();
    let turn = 0;
    const send = (request: Request) => {
      const choice = [...ready];
      return fetch(at(choice[turn++ % choice.length]?.base ?? 'http://no-server.invalid', request));
    };
    const people = await Promise.all([1, 2, 3].map((i) => signUp(send, `rolling${i}+clerk_test@example.com`)));
    let requests = 0;
    const traffic = people.map(async ({ browser, sessionId }) => {
      while (!over.signal.aborted) {
        assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
        requests++;
        await sleep(20);
      }
    });
    const restarts = (async () => {
      for (const i of [0, 1]) {
        const old = nodes[i] as Node;
        old.child.kill('SIGTERM');
        assert.equal(await old.end, 0);
        const next = await startNode(DRAIN);
        nodes[i] = next;
        // A rolling restart stops the next node when the load balancer has found this one ready.
        while (!ready.has(next)) await sleep(50);
      }
    })().finally(() => over.abort());
    await Promise.all([restarts, probing, ...traffic]);
    assert.ok(requests > 0);
    for (const node of nodes) node.child.kill('SIGINT');
    assert.deepEqual(await Promise.all(nodes.map((node) => node.end)), [0, 0]);
  });
});
