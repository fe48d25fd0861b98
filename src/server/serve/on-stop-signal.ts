/**
 * Runs the shutdown at the first SIGTERM or SIGINT. A second signal ends the process at once.
 *
 * @param stop waits for running requests and closes everything
 * @returns resolves when the shutdown is over
 */
export function onStopSignal(stop: (signal: NodeJS.Signals) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let isStopping = false;
    const handle = (signal: NodeJS.Signals) => {
      if (isStopping) process.exit(1);
      isStopping = true;
      stop(signal).then(resolve, reject);
    };
    process.on('SIGTERM', handle);
    process.on('SIGINT', handle);
  });
}
