import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { lastCode } from './last-code.ts';

export interface Demo {
  origin: string;
  /** Returns the newest code in the dev inbox for an address. */
  lastCode(to: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts the demo as a user does, on free ports and its own database, and waits until it prints that it is ready. */
export async function startDemo(env: NodeJS.ProcessEnv = {}): Promise<Demo> {
  const dir = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-demo-'));
  const child = spawn(process.execPath, ['demo/serve.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PORT: '0',
      // A test names its own methods: the demo starts with all of them.
      DEMO_WITH: '',
      DATABASE_URL: `sqlite:${dir}/demo.db`,
      CLERK_KEY_FILE: `${dir}/keys.json`,
      ...env,
    },
  });
  const origin = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = /^demo ready (\S+)$/.exec(line)?.[1];
      if (ready) resolve(ready);
    });
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code} before it was ready.`)));
  });
  return {
    origin,
    lastCode: (to) => lastCode(origin, to),
    async close() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
