// npm run bench [-- first-load faults] [-- --runs N]: one table, and JSON under test/bench/results/. The names choose
// benches; --cross-origin puts the sign-in pages of the first load on another site than the API. Of screens, --jobs a,b
// chooses jobs, and --write puts the table into docs/screens.md. `-- verification --runs 10` takes a quarter of the time.
// Fails when a goal is missed on a quiet machine. On a busy machine it warns that the figures prove nothing.
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchEmulate } from './emulate.ts';
import { benchEnumeration } from './enumeration.ts';
import { benchFaults } from './faults.ts';
import { benchFirstLoad } from './first-load.ts';
import { benchInstance } from './instance.ts';
import { benchPasswords } from './passwords.ts';
import { Quiet } from './quiet.ts';
import { benchReactApp } from './react-app.ts';
import { benchRendered } from './rendered.ts';
import { benchScreens } from './screens.ts';
import { benchTokenRefresh } from './token-refresh.ts';
import { benchVerification } from './verification.ts';

export interface Row {
  what: string;
  measured: string;
  /** The same figure of the peer or of the bare machine, from this run. */
  against: string;
  ratio: string;
  goal: string;
  met: boolean;
}

const { values, positionals } = parseArgs({
  options: {
    runs: { type: 'string' },
    jobs: { type: 'string' },
    write: { type: 'boolean', default: false },
    only: { type: 'string' },
    'cross-origin': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const BENCHES: Record<string, () => Promise<{ rows: Row[]; detail: unknown }>> = {
  'first-load': () => benchFirstLoad(Number(values.runs ?? 7), values['cross-origin']),
  rendered: () => benchRendered(Number(values.runs ?? 7)),
  'token-refresh': () => benchTokenRefresh(),
  passwords: () => benchPasswords(),
  verification: () => benchVerification(Number(values.runs ?? 40)),
  instance: () => benchInstance(),
  emulate: () => benchEmulate(Number(values.runs ?? 15)),
  enumeration: () => benchEnumeration(),
  faults: () => benchFaults(),
  'react-app': () => benchReactApp(Number(values.runs ?? 7)),
  screens: () =>
    benchScreens({ runs: Number(values.runs ?? 3), jobs: values.jobs?.split(',') ?? [], write: values.write }),
};
/** Benches that run only when named: they take a quarter of an hour, or install an app from the registry first. */
const BY_NAME = ['faults', 'screens', 'react-app'];

const named = [...positionals, ...(values.only?.split(',') ?? [])];
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length) {
  console.error(`No bench is called ${unknown.join(', ')}. There are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(1);
}
const rows: Row[] = [];
const quiet = new Quiet();
const report: Record<string, unknown> = {
  when: new Date().toISOString(),
  machine: { cpus: os.cpus().length, model: os.cpus()[0]?.model, load: os.loadavg() },
  node: process.version,
};

for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length ? !named.includes(name) : BY_NAME.includes(name)) continue;
  await quiet.sample();
  const { rows: more, detail } = await bench();
  rows.push(...more);
  report[name] = detail;
}
await quiet.sample();

printTable(rows);
await mkdir('test/bench/results', { recursive: true });
const file = `test/bench/results/${String(report.when).replace(/[:.]/g, '-')}.json`;
await writeFile(file, `${JSON.stringify({ ...report, busiest: quiet.busiest, rows }, null, 2)}\n`);
console.log(`\nwritten to ${file}`);

const missed = rows.filter(({ met }) => !met).length;
const busy = `${(quiet.busiest * 100).toFixed(0)} % of it was in use between the benches`;
if (!quiet.isQuiet) console.log(`!!! The machine was not quiet (${busy}): these figures prove nothing.`);
if (missed)
  console.log(`${missed} of ${rows.length} goals were missed${quiet.isQuiet ? '' : ', perhaps for that reason'}.`);
process.exit(missed && quiet.isQuiet ? 1 : 0);

function printTable(table: Row[]): void {
  const heads = ['what', 'measured', 'against', 'ratio', 'goal', ''];
  const cells = table.map((r) => [
    r.what,
    r.measured,
    r.against,
    r.ratio,
    r.goal,
    r.goal === '-' ? '' : r.met ? 'met' : 'NOT MET',
  ]);
  const widths = heads.map((h, i) => Math.max(h.length, ...cells.map((c) => (c[i] as string).length)));
  for (const line of [heads, ...cells])
    console.log(
      line
        .map((c, i) => c.padEnd(widths[i] as number))
        .join('  ')
        .trimEnd(),
    );
}
