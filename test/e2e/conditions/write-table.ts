// node test/e2e/conditions/write-table.ts: writes the table of the conditions into docs/.
import { writeFile } from 'node:fs/promises';
import { CONDITIONS } from './conditions.ts';
import { renderTable } from './render-table.ts';

await writeFile('docs/where-it-works.md', renderTable(CONDITIONS));
