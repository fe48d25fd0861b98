import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { ConfigError } from '../../../src/server/lib/config-error.ts';
import { openStorage } from '../../../src/server/storage/open-storage.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-sqlite-file-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('a SQLite file that cannot be used', () => {
  const refuses = async (file: string, words: RegExp) => {
    await assert.rejects(openStorage(`sqlite:${path.join(folder, file)}`), (error: Error) => {
      assert.ok(error instanceof ConfigError, String(error));
      assert.match(error.message, words);
      return error.message.includes('databaseUrl (DATABASE_URL)');
    });
  };

  it('refuses a SQLite file whose folder cannot be created, with the setting and the cure', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    await refuses('file/clerk.db', /the folder .*file, which cannot be made \(EEXIST\).*may write to/);
    await refuses('file/below/clerk.db', /which cannot be made \(ENOTDIR\)/);
  });

  it('refuses a SQLite file that a newer release wrote, with the setting and the cure', async () => {
    await (await openStorage(`sqlite:${path.join(folder, 'newer.db')}`)).close();
    const db = new DatabaseSync(path.join(folder, 'newer.db'));
    db.exec("insert into schema_migrations (name, applied_at) values ('9999-later', 0)");
    db.close();
    await refuses('newer.db', /newer release, which has 9999-later.*Start that release.*backup/);
  });
});
