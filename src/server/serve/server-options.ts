import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';

/** What the process gives the server besides the settings. */
export interface ServerOptions {
  /** Holds `CLERK_MASTER_KEY` and `CLERK_SIGNING_KEY`. Default: the environment of the process. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Default: writes each event from `logLevel` on as one line of JSON, to standard output or standard error. */
  logger?: Logger;
  /** Default: the clock of the machine. */
  clock?: Clock;
}
