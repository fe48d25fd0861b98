import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type Call, judge, type Verdict } from './judge.ts';
import { startWorkers, type Workers } from './workerd.ts';

/** Where calls of the backend SDK are made. */
export interface Runtime {
  /** Completes the name of a test, such as "on workerd". */
  where: string;
  judge(call: Call): Promise<Verdict>;
}

export interface Runtimes {
  all: readonly Runtime[];
  stop(): Promise<void>;
}

/** The names of all runtimes, for tests that are declared before these are started. */
export const RUNTIMES = ['on Node', 'with WebCrypto alone', 'on workerd', 'on workerd with modules of Node'] as const;

/**
 * Starts every kind of runtime that the backend SDK runs on: Node, a process without the modules of Node, and workerd
 * with and without them.
 */
export async function startRuntimes(): Promise<Runtimes> {
  const child = fork(new URL('web-crypto-child.ts', import.meta.url), { serialization: 'json' });
  const workers = await startWorkers('test/support/runtimes/worker.ts', { plain: '2025-09-01', compat: '2026-11-01' });
  await once(child, 'message');
  const [node, web, plain, compat] = RUNTIMES;
  return {
    all: [
      // The same text form as for the others, so that the calls are the same.
      { where: node, judge: async (call) => JSON.parse(JSON.stringify(await judge(JSON.parse(JSON.stringify(call))))) },
      { where: web, judge: askChild(child) },
      { where: plain, judge: askWorker(workers, 'plain', 'WebCrypto') },
      { where: compat, judge: askWorker(workers, 'compat', 'node:crypto') },
    ],
    stop: async () => {
      child.kill();
      await Promise.all([once(child, 'exit'), workers.stop()]);
    },
  };
}

function askChild(child: ChildProcess): Runtime['judge'] {
  let last = 0;
  return (call) => {
    const id = ++last;
    return new Promise((resolve, reject) => {
      const receive = (answer: { id: number; verdict?: Verdict; failure?: string }) => {
        if (answer.id !== id) return;
        child.off('message', receive);
        if (answer.verdict) resolve(answer.verdict);
        else reject(new Error(answer.failure));
      };
      child.on('message', receive);
      child.send({ id, call });
    });
  };
}

function askWorker({ urls }: Workers, name: string, cryptography: string): Runtime['judge'] {
  const url = urls[name] as string;
  const offered = fetch(url).then((answer) => answer.text());
  return async (call) => {
    // Otherwise the test would prove something of another path.
    if ((await offered) !== cryptography) throw new Error(`${name} has ${await offered}, not ${cryptography}.`);
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(call) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as Verdict;
  };
}
