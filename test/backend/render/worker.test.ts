import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startWorkers, type Workers } from '../../support/runtimes/workerd.ts';
import { getTestInstance } from '../../support/instance.ts';

const WORKER = `
import { renderSignIn, renderStyle, renderShow } from 'clerk-widgets/backend';

export default {
  async fetch(request, env) {
    const form = await renderSignIn({ path: '/sign-in', url: request.url, environment: JSON.parse(env.ENVIRONMENT) });
    const gate = await renderShow({ when: 'signed-in', content: 'A', fallback: 'B' });
    return new Response(\`\${await renderStyle(form, gate)}\${form.html}\${gate.html}\`, {
      headers: { 'content-security-policy': form.styleSource },
    });
  },
};
`;

describe('rendering in a worker', () => {
  let folder = '';
  let workers: Workers;
  before(async () => {
    const instance = await getTestInstance({ config: { hostedPages: true } });
    const { body } = await instance.browser().get('/v1/environment');
    await instance.close();
    folder = await mkdtemp(path.join(os.tmpdir(), 'clerk-worker-'));
    const entry = path.join(folder, 'worker.js');
    await writeFile(entry, WORKER);
    const variables = { ENVIRONMENT: JSON.stringify(body) };
    workers = await startWorkers(entry, { webcrypto: '2025-01-01' }, variables, 'dist/node/backend.js');
  });
  after(async () => {
    await workers?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a worker renders a form, where there is neither Node nor a DOM', async () => {
    const answer = await fetch(workers.urls['webcrypto'] as string);
    const html = await answer.text();
    assert.equal(answer.status, 200, html);
    assert.match(
      html,
      /^<style data-clerk-ssr>.*<clerk-sign-in path="\/sign-in"><div class="cl-rootBox" data-clerk-ssr/s,
    );
    assert.match(html, /action="https:\/\/clerk\.example\.com\/sign-in"/);
  });
});
