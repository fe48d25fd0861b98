import { PUZZLES } from '../../protocol/proof-of-work.ts';
import { firstWord, sha256 } from './sha256.ts';

/** Milliseconds of work between two pauses: shorter than a frame, so that the page stays alive. */
const SLICE_MS = 8;
const BETWEEN_LOOKS_AT_THE_CLOCK = 256;

/**
 * Does the work a challenge asks for.
 *
 * @param difficulty zero bits of each puzzle
 * @param pause resolves once the page had its turn
 * @param now milliseconds, for the length of a slice
 * @returns the token
 */
export async function solveWork(
  challenge: string,
  difficulty: number,
  pause: () => Promise<void> = nextTask,
  now: () => number = () => performance.now(),
): Promise<string> {
  const block = new Int32Array(16);
  block.set(sha256(challenge));
  // The padding of 40 bytes: a single bit, and the length in bits.
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

/** A message is a task of its own, and unlike a timer it is not slowed down in a page that is not in front. */
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
