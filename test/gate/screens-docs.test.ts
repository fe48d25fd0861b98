import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { DOCUMENT, markdownTable, readTable, withTable } from '../bench/screens/document.ts';
import { JOBS } from '../bench/screens/jobs.ts';
import { CLERK } from '../bench/screens/pages.ts';
import { score } from '../bench/screens/score.ts';

const page = readFileSync(DOCUMENT, 'utf8');
const COUNTS = /^\d+ \/ \d+$/;
const COST = { clicks: 1, keys: 1, fields: 1, screens: 1, ms: 1000 };

describe('the table of the screens', () => {
  test('the page has a row for each job of the bench, in its order', () => {
    assert.deepEqual(
      readTable(page).map(([title]) => title),
      JOBS.map(({ title }) => title),
      'run npm run bench -- screens --write',
    );
    assert.equal(new Set(JOBS.map(({ id }) => id)).size, JOBS.length);
  });

  test('each row of the page has the figures of both sides, or says why there are none', () => {
    for (const [
      title,
      clicks = '',
      keys = '',
      fields = '',
      screens = '',
      ms = '',
      share = '',
      standing = '',
    ] of readTable(page)) {
      const job = JOBS.find((each) => each.title === title);
      if (typeof job?.clerk === 'object') {
        assert.equal(standing, job.clerk.cannot, title);
        continue;
      }
      for (const cell of [clicks, keys, fields, screens]) assert.match(cell, COUNTS, title);
      assert.match(ms, /^[\d,]+ \/ [\d,]+$/, title);
      assert.match(share, /^\d+\.\d\d$/, title);
      assert.match(
        standing,
        /^(ahead|equal|behind in (clicks|keys|fields|time)( and (clicks|keys|fields|time))*)$/,
        title,
      );
    }
  });

  test('the page names the packages that the bench compares with', () => {
    for (const [name, version] of Object.entries(CLERK)) {
      const { version: installed } = JSON.parse(readFileSync(`node_modules/@clerk/${name}/package.json`, 'utf8'));
      assert.equal(version, installed);
      assert.ok(page.includes(`@clerk/${name} ${version}`), name);
    }
  });

  test('a row is ahead with no more acts and less time, and says what it is behind in', () => {
    assert.deepEqual(score({ ...COST, ms: 900 }, COST), { standing: 'ahead', worse: [] });
    assert.deepEqual(score({ ...COST, ms: 1040 }, COST), { standing: 'equal', worse: [] });
    assert.deepEqual(score({ ...COST, keys: 2, ms: 100 }, COST), { standing: 'behind', worse: ['keys'] });
    assert.deepEqual(score({ ...COST, clicks: 2, ms: 1100 }, COST), { standing: 'behind', worse: ['clicks', 'time'] });
  });

  test('a written table replaces the one of the page, and a job that Clerk’s screens cannot do is not counted', () => {
    const rows = [
      { id: 'a', title: 'A job', ours: { ...COST, ms: 500 }, clerk: COST },
      { id: 'b', title: 'Another', ours: COST, clerk: 'no such screen' },
    ];
    const written = withTable(page, markdownTable(rows, 'A note.'));
    assert.deepEqual(readTable(written), [
      ['A job', '1 / 1', '1 / 1', '1 / 1', '1 / 1', '500 / 1,000', '0.50', 'ahead'],
      ['Another', '1', '1', '1', '1', '1,000', '-', 'no such screen'],
    ]);
    assert.match(written, /Of 1 jobs that both do: ahead in 1,/);
    assert.ok(written.endsWith(page.slice(page.indexOf('Each cell has'))));
  });
});
