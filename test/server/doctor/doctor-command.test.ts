import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { runDoctorCommand } from '../../../src/server/serve/doctor-command.ts';
import { parseArgs, UsageError } from '../../../src/server/serve/parse-args.ts';
import { listen, stop } from '../../support/listen.ts';
import { runCli } from '../../support/run-cli.ts';
import { html, startSite } from '../../support/site.ts';

const run = (...words: string[]) => runDoctorCommand(parseArgs(['doctor', ...words]), { fetch, now: Date.now });
const KEY = (key: string) => `publishableKey:"${key}"`;

/** Serves a page beside its API on this machine. */
const startHealthySite = () =>
  startSite(
    ({ pathname }, { publishableKey }) => {
      if (/^\/sign-in(\/|$)/.test(pathname)) {
        return html('<clerk-sign-in path="/sign-in"></clerk-sign-in><script src="/__clerk/clerk.js"></script>');
      }
      if (pathname !== '/__clerk/clerk.js') return undefined;
      return new Response(KEY(publishableKey), { headers: { 'content-type': 'text/javascript' } });
    },
    { instanceType: 'development' },
  );

test('a healthy page on this machine gives a list without faults, through its proxy path', async (t) => {
  const site = await startHealthySite();
  t.after(site.close);
  const { out, isBroken } = await run(`${site.origin}/sign-in`);
  assert.equal(isBroken, false, out);
  assert.doesNotMatch(out, /^[✗!]/m);
  assert.match(out, /^✓ The proxy forwards/m);
  assert.match(out, /Nothing is broken; no warnings\./);
});

test('the list has a sign, the cure and what was seen for each fault', async (t) => {
  const site = await startHealthySite();
  t.after(site.close);
  const { out, isBroken } = await run(`${site.origin}/nowhere`);
  assert.equal(isBroken, true);
  assert.match(
    out,
    /^✗ http:\/\/localhost:\d+\/nowhere answers with status 404\. {2}\[page-status\]\n {4}Cure: .*\n {4}Seen: status 404$/m,
  );
  assert.match(out, /^1 fault, no warnings\.$/m);
});

test('the flags name what a page that scripts draw does not', async (t) => {
  const site = await startSite(({ pathname }) => (pathname === '/' ? html('<div id="root"></div>') : undefined), {
    instanceType: 'development',
  });
  t.after(site.close);
  const key = site.config.publishableKey;
  const { out } = await run(`${site.origin}/`, '--publishable-key', key, '--proxy-url', '/__clerk', '--json');
  const { findings, passed, isBroken } = JSON.parse(out);
  assert.deepEqual(
    findings.map(({ id }: { id: string }) => id),
    ['not-in-html'],
  );
  assert.ok(passed.some(({ check }: { check: string }) => check === 'proxy'));
  assert.equal(isBroken, false);
});

test('an address that is not http or https, or that has a password, is refused and not repeated', async () => {
  for (const words of [
    ['file:///etc/passwd'],
    ['app.example.com'],
    ['https://ada:hunter2@app.example.com/'],
    ['https://app.example.com', '--frontend-api', 'https://ada:hunter2@clerk.example.com'],
    ['https://app.example.com', '--proxy-url', '//other.example'],
  ]) {
    await assert.rejects(run(...words), (error: Error) => {
      assert.ok(error instanceof UsageError);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
  }
});

test('what a page says cannot steer the terminal', async (t) => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<clerk-\u001b[2Jx></clerk-x>');
  });
  const origin = await listen(server);
  t.after(() => stop(server));
  const { out } = await run(origin);
  assert.match(out, /script-not-seen/);
  assert.ok(!out.includes('\u001b'));
});

test('the command ends with 1 when something is broken, and reads no configuration', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'clerk-doctor-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const server = createServer((_request, response) => response.writeHead(500).end());
  const origin = await listen(server);
  t.after(() => stop(server));
  const broken = runCli(folder, ['doctor', origin], { CLERK_URL: 'no url' });
  assert.equal(await broken.end, 1, broken.output());
  assert.match(broken.output(), /\[page-status\]/);
  const misused = runCli(folder, ['doctor']);
  assert.equal(await misused.end, 2);
  assert.match(misused.output(), /doctor needs the URL of a page/);
});
