import type { OutgoingMessage } from '../delivery/port.ts';
import type { Logger } from '../logger.ts';

/** Messages that no answer waits for. */
export interface LateMessages {
  /** Starts to send a message. A failure is logged; a user who gets no message asks for another one. */
  start(message: OutgoingMessage, send: () => Promise<void>): void;
  /** Waits for the messages that have been started. */
  settle(): Promise<void>;
}

export function createLateMessages(logger: Logger): LateMessages {
  const running = new Set<Promise<void>>();
  return {
    start({ template }, send) {
      const done = send()
        .catch((error: unknown) => {
          logger.error('A message could not be sent.', { template, error: String(error) });
        })
        .finally(() => running.delete(done));
      running.add(done);
    },
    async settle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
