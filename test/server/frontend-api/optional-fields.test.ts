import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { onSqlite } from '../../support/each-storage.ts';

onSqlite('optional fields', (open) => {
  it('the environment says whether optional fields are shown from the start, and nothing by default', async () => {
    for (const [signUp, expected] of [
      [{}, undefined],
      [{ showOptionalFields: true }, true],
    ] as const) {
      const { body } = await (await open({ config: { signUp } })).browser().get('/v1/environment');
      const { user_settings } = body as EnvironmentJSON;
      assert.equal(user_settings.sign_up.show_optional_fields, expected);
    }
  });
});
