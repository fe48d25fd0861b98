import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner';

const FOLDER = 'docs/transcripts';

/**
 * The command `transcript`: returns what is stored as a transcript. With `TRANSCRIPTS=write` in the environment it stores
 * what it is given first.
 */
export function transcriptCommand(): TestRunnerPlugin {
  return {
    name: 'transcript-command',
    executeCommand({ command, payload }) {
      if (command !== 'transcript') return undefined;
      const { name, text } = payload as { name: string; text: string };
      const file = path.join(FOLDER, `${name}.md`);
      if (process.env['TRANSCRIPTS'] === 'write') {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(file, text);
      }
      return { stored: existsSync(file) ? readFileSync(file, 'utf8') : '' };
    },
  };
}
