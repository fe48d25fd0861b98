import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { apiCoveragePage } from '../../build/api-coverage/api-coverage-page.ts';
import { elementsPage, type ReferenceManifest, settingsPage } from '../../build/reference-pages.ts';
import { withFaultList } from '../../build/fault-list.ts';
import { withMessageList } from '../../build/message-list.ts';
import { withWebhookEvents } from '../../build/webhook-events.ts';
import { FAULTS } from '../../src/protocol/diagnosis/fault-table.ts';

const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')];

describe('the documents', () => {
  test('docs/settings.md is generated from the table of settings', () => {
    assert.equal(readFileSync('docs/settings.md', 'utf8'), settingsPage(), 'run npm run docs');
  });

  test('docs/elements.md is generated from the manifest', () => {
    const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as ReferenceManifest;
    assert.equal(readFileSync('docs/elements.md', 'utf8'), elementsPage(manifest), 'run npm run docs');
  });

  test('docs/api-coverage.md is generated from the operations and the reasons', () => {
    assert.equal(readFileSync('docs/api-coverage.md', 'utf8'), apiCoveragePage(), 'run npm run docs');
  });

  test('the events of docs/webhooks.md are generated from the examples that webhooks test sends', () => {
    const page = readFileSync('docs/webhooks.md', 'utf8');
    assert.equal(page, withWebhookEvents(page), 'run npm run docs');
  });

  test('the messages of docs/messages.md are generated from the table of messages', () => {
    const page = readFileSync('docs/messages.md', 'utf8');
    assert.equal(page, withMessageList(page), 'run npm run docs');
  });

  test('the faults of docs/doctor.md are generated from the table of faults', () => {
    const page = readFileSync('docs/doctor.md', 'utf8');
    assert.equal(page, withFaultList(page), 'run npm run docs');
  });

  test('every fault of the table is provoked by a test', () => {
    const tests = globSync('test/{server/doctor,e2e}/*.test.ts').map((file) => readFileSync(file, 'utf8'));
    const missing = Object.keys(FAULTS).filter((id) => !tests.some((text) => text.includes(`'${id}'`)));
    assert.deepEqual(missing, []);
  });

  for (const page of PAGES) {
    test(`${page} names paths of the repository that exist`, () => {
      const text = readFileSync(page, 'utf8');
      for (const [, name = ''] of text.matchAll(/`((?:src|test|demo|build|docs)\/[^`\s*<…]*)`/g)) {
        assert.ok(existsSync(name), name);
      }
    });
  }
});
