import { executeServerCommand } from '@web/test-runner-commands';
import type { DevtoolsMessage } from '../support/devtools-command.ts';

/** Sends messages of the DevTools protocol about this page, and returns their results. Chromium only. */
export async function devtools<Results extends unknown[]>(...messages: DevtoolsMessage[]): Promise<Results> {
  return (await executeServerCommand('devtools', messages)) as Results;
}
