import { PUZZLES } from '../../protocol/captcha.ts';
import { steadyNow } from '../platform/steady-now.ts';
import { firstWord, sha256 } from './sha256.ts';

/** Milliseconds of work between two pauses: shorter than a frame, so that the page keeps responding. */
const SLICE_MS = 8;
const BETWEEN_LOOKS_AT_THE_CLOCK = 256;

/**
 * Solves the puzzles of a proof-of-work challenge.
 *
 * @param difficulty number of leading zero bits that the digest of each puzzle needs
 * @param pause resolves after the page could do other work
 * @param now returns milliseconds, to measure a slice of work
 * @returns the token to send to the server
 */
export async function solveWork(
  challenge: string,
  difficulty: number,
  pause: () => Promise<void> = nextTask,
  now: () => number = steadyNow,
): Promise<string> {
  const block = new Int32Array(16);
  block.set(sha256(challenge));
  // SHA-256 padding of a 40-byte message: one bit, and the length in bits.
  block[10] = 0x80000000 | 0;
  block[15] = 320;
  const numbers: string[] = [];
  let sliceEnd = now() + SLICE_MS;
  for (let puzzle = 0; puzzle < PUZZLES; puzzle++) {
    block[8] = puzzle;
    for (let number = 0; ; number++) {
      block[9] = number;
      if (Math.clz32(firstWord(block)) >= difficulty) {
        numbers.push(number.toString(36));
        break;
      }
      if (number % BETWEEN_LOOKS_AT_THE_CLOCK === 0 && now() >= sliceEnd) {
        await pause();
        sliceEnd = now() + SLICE_MS;
      }
    }
  }
  return `${challenge}~${numbers.join(',')}`;
}

/** Resolves in the next task. Unlike a timer, a message is not slowed down in a page that is in the background. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const done = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', done, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}
