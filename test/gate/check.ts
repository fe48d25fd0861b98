// npm run check: format, lint, rooms, types, manifest, byte budgets, rendered forms, first load. `--built` uses the dist/ that is there.
import { fileURLToPath } from 'node:url';
import { checkBudgets } from './budgets.ts';
import { checkFirstLoad } from './first-load.ts';
import { checkManifest } from './manifest.ts';
import { checkRenderedForms } from './rendered-forms.ts';
import { checkRooms } from './rooms.ts';
import { checkVersion } from './version.ts';
import { bin, type Outcome, run, step, sum } from './run.ts';

export async function check(options: { built: boolean }): Promise<Outcome> {
  const outcomes = [
    await step('format', () => run(bin('biome'), ['format', '--no-errors-on-unmatched', '.'])),
    await step('lint', () => run(bin('oxlint'), ['--deny-warnings'])),
    await step('rooms', async () => checkRooms()),
    await step('types', () => run(bin('tsc'), ['-p', '.'])),
    await step('version', checkVersion),
  ];
  if (!options.built) outcomes.push(await step('build', () => run(process.execPath, ['esbuild.config.mjs'])));
  outcomes.push(
    await step('elements manifest', checkManifest),
    await step('byte budgets', checkBudgets),
    await step('forms that a server renders', checkRenderedForms),
    await step('first load', checkFirstLoad),
  );
  return sum(outcomes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await check({ built: process.argv.includes('--built') });
  process.exit(failed ? 1 : 0);
}
