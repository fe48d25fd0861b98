import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type RunningApp, startApp } from '../support/framework-app.ts';

describe('a Next.js app', () => {
  let app: RunningApp;
  before(async () => {
    app = await startApp({ name: 'next' });
  });
  after(() => app.close());

  it('shows its public page', async () => {
    const answer = await fetch(app.origin);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /Public page/);
  });
});
