import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { TASKS_TEMPLATE } from '../../demo/server/tasks-api.ts';

describe('docs/databases.md', () => {
  const page = readFileSync('docs/databases.md', 'utf8');

  it('has the table and the policies that are tested with the demo', () => {
    assert.ok(page.includes(`\`\`\`sql\n${readFileSync('demo/server/tasks.sql', 'utf8')}\`\`\``));
  });

  it('has the template that is tested with the demo', () => {
    const [, source = ''] = /jwtTemplates: \[([^]*?)\n {2}\],/.exec(page) ?? [];
    const { name, lifetime, claims } = TASKS_TEMPLATE;
    assert.deepEqual(runInNewContext(`JSON.stringify([${source}])`), JSON.stringify([{ name, lifetime, claims }]));
  });
});
