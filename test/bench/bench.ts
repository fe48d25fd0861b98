// npm run bench [-- --runs N] [-- --only first-load,token-refresh,enumeration]: one table, and JSON under test/bench/results/.
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { benchEnumeration } from './enumeration.ts';
import { benchFirstLoad } from './first-load.ts';
import { benchTokenRefresh } from './token-refresh.ts';

export interface Row {
  what: string;
  measured: string;
  /** The same thing done by the peer, or by the bare machine, in this run. */
  against: string;
  ratio: string;
  goal: string;
  met: boolean;
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' }, only: { type: 'string' } } });
const only = values.only?.split(',');
const rows: Row[] = [];
const report: Record<string, unknown> = {
  when: new Date().toISOString(),
  machine: { cpus: os.cpus().length, model: os.cpus()[0]?.model, load: os.loadavg() },
  node: process.version,
};

for (const [name, bench] of Object.entries({
  'first-load': () => benchFirstLoad(Number(values.runs)),
  'token-refresh': () => benchTokenRefresh(),
  enumeration: () => benchEnumeration(),
})) {
  if (only && !only.includes(name)) continue;
  const { rows: more, detail } = await bench();
  rows.push(...more);
  report[name] = detail;
}

printTable(rows);
await mkdir('test/bench/results', { recursive: true });
const file = `test/bench/results/${String(report.when).replace(/[:.]/g, '-')}.json`;
await writeFile(file, `${JSON.stringify({ ...report, rows }, null, 2)}\n`);
console.log(`\nwritten to ${file}`);
process.exit(0);

function printTable(table: Row[]): void {
  const heads = ['what', 'measured', 'against', 'ratio', 'goal', ''];
  const cells = table.map((r) => [r.what, r.measured, r.against, r.ratio, r.goal, r.met ? 'met' : 'NOT MET']);
  const widths = heads.map((h, i) => Math.max(h.length, ...cells.map((c) => (c[i] as string).length)));
  for (const line of [heads, ...cells])
    console.log(
      line
        .map((c, i) => c.padEnd(widths[i] as number))
        .join('  ')
        .trimEnd(),
    );
}
