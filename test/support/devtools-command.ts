import type { TestRunnerPlugin } from '@web/test-runner';
import type { PlaywrightLauncher } from '@web/test-runner-playwright';
import type { CDPSession } from 'playwright';

/** A message to the browser, as its DevTools protocol names it. */
export interface DevtoolsMessage {
  method: string;
  params?: object;
}

/**
 * The command `devtools`: sends messages to the page of a test, and returns their results. What the messages set, such as
 * media that are emulated, holds until the page is closed.
 */
export function devtoolsCommand(): TestRunnerPlugin {
  const opened = new Map<string, Promise<CDPSession>>();
  return {
    name: 'devtools-command',
    async executeCommand({ command, payload, session }) {
      if (command !== 'devtools') return undefined;
      const page = (session.browser as PlaywrightLauncher).getPage(session.id);
      const devtools = await getOrAdd(opened, session.id, () => page.context().newCDPSession(page));
      const results: unknown[] = [];
      for (const { method, params } of payload as DevtoolsMessage[]) {
        results.push(await devtools.send(method as 'Accessibility.enable', params as undefined));
      }
      return results;
    },
  };
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
