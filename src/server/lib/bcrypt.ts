import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { compare } from 'bcryptjs';

/*
 * bcrypt is JavaScript here, and a hash takes hundreds of milliseconds. So this module starts itself once more as a
 * thread, and the process answers other requests meanwhile.
 */

interface Question {
  hash: string;
  password: string;
}

/** A thread, and what waits for its answer; undefined while it has nothing to do. */
interface Thread {
  worker: Worker;
  asked?: PromiseWithResolvers<boolean> | undefined;
  timer?: NodeJS.Timeout;
}

const PURPOSE = 'clerk-widgets bcrypt';
/** A thread that has nothing to do for so long ends. */
const IDLE_MS = 30_000;
/** The name of the file that this module is in, as source and as a file of the build. */
const OWN_FILE = /\/bcrypt(?:-\w+)?\.[jt]s$/;

const idle = new Set<Thread>();

if (!isMainThread && workerData === PURPOSE) {
  parentPort?.on('message', async ({ hash, password }: Question) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(await compare(password, hash));
  });
}

/**
 * Verifies a bcrypt hash on a thread of its own. The caller limits how many run at the same time.
 *
 * @param hash begins with `$2a$`, `$2b$` or `$2y$`
 * @param password bcrypt looks at its first 72 bytes
 */
export async function verifyBcrypt(hash: string, password: string): Promise<boolean> {
  // Started from any other file, such as the bundle of an application, a thread would run the application once more.
  if (!OWN_FILE.test(import.meta.url)) return compare(password, hash);
  const thread = takeThread();
  const { worker } = thread;
  thread.asked = Promise.withResolvers();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  worker.postMessage({ hash, password } satisfies Question);
  try {
    return await thread.asked.promise;
  } catch {
    // The thread could not start, or has ended. bcryptjs pauses every 100 ms.
    return compare(password, hash);
  } finally {
    putBack(thread);
  }
}

function takeThread(): Thread {
  for (const thread of idle) {
    idle.delete(thread);
    clearTimeout(thread.timer);
    thread.worker.ref();
    return thread;
  }
  const worker = new Worker(new URL(import.meta.url), { workerData: PURPOSE });
  const thread: Thread = { worker };
  worker.on('message', (isRight: boolean) => thread.asked?.resolve(isRight));
  worker.on('error', (error) => thread.asked?.reject(error));
  worker.on('exit', () => {
    thread.asked?.reject(new Error('The thread of bcrypt has ended.'));
    idle.delete(thread);
  });
  return thread;
}

function putBack(thread: Thread): void {
  const { worker } = thread;
  thread.asked = undefined;
  // It has ended.
  if (worker.threadId < 0) return;
  worker.unref();
  thread.timer = setTimeout(() => {
    idle.delete(thread);
    void worker.terminate();
  }, IDLE_MS).unref();
  idle.add(thread);
}
