import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { enginesFor, findFirefox } from '../support/engines.ts';
import { firefoxStore } from '../support/managers/firefox-store.ts';
import { Firefox } from '../support/managers/marionette.ts';
import { readMatrix } from '../support/managers/matrix.ts';
import { STORIES, type Story, Visit } from '../support/managers/stories.ts';

if (enginesFor("The stories with Firefox's password manager", ['firefox']).length > 0) {
  describe("Firefox's own password manager", () => {
    let visit: Visit;
    let documented: string[] | undefined;

    before(async () => {
      const row = (await readMatrix()).find(({ browser, manager }) => browser === 'Firefox' && manager === 'its own');
      documented = row?.cells;
      visit = await Visit.begin(async () => firefoxStore(await Firefox.launch(findFirefox() as string)));
    });
    after(() => visit?.close());

    for (const [index, name] of (Object.keys(STORIES) as Story[]).entries()) {
      test(`does what docs/password-managers.md says: ${name}`, async () => {
        assert.equal(await STORIES[name](visit), documented?.[index]);
      });
    }
  });
}
