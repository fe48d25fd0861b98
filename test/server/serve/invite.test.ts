import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { parseArgs, UsageError } from '../../../src/server/serve/parse-args.ts';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { ticketHashOf } from '../../../src/server/factors/ticket/ticket.ts';

const CLI = path.resolve('src/entries/cli.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-invite-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const MAIL = ['--smtp-url', 'smtp://u:hunter2@127.0.0.1:1', '--smtp-from', 'no-reply@example.com'];

/** Runs the command in a directory of its own. */
async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const flags = ['--url', 'http://localhost:4400', '--instance-type', 'development', '--test-mode'];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...flags, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH },
  });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    texts.out += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    texts.err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code: code as number | null, ...texts };
}

describe('the command that invites', () => {
  it('invite mails a link and prints it, and stores the ticket', async () => {
    const { code, out, err } = await run('invite', 'ada@example.com');
    assert.equal(code, 0, err);
    const link = out.trim().split('\n').at(-1) ?? '';
    const url = new URL(link);
    assert.equal(url.origin + url.pathname, 'http://localhost:4400/v1/tickets/accept');
    const storage = await openStorage(`sqlite:${path.join(folder, 'data/clerk.db')}`);
    const ticket = await storage.findTicketByToken(ticketHashOf(url.searchParams.get('ticket') ?? '') ?? '');
    const [message] = await storage.listDevMessages({ to: 'ada@example.com' });
    const asNode = [...(await storage.listNodeVersions(0)), ...(await storage.listBrowserBuilds())];
    await storage.close();
    assert.deepEqual(asNode, [], 'it serves nothing, so no range may follow it');
    assert.deepEqual([ticket?.email, ticket?.status], ['ada@example.com', 'pending']);
    assert.equal(message?.url, link);
  });

  it('invite says why an address is refused', async () => {
    const { code, err } = await run('invite', 'no-address');
    assert.equal(code, 1);
    assert.match(err, /This is not an email address\./);
  });

  it('invite names the setting of a mail server that cannot be used', async () => {
    const { code, err } = await run('invite', 'ada@example.com', '--no-test-mode', ...MAIL);
    assert.equal(code, 1);
    assert.match(err, /^The mail server of smtp\.url \(CLERK_SMTP_URL\) cannot be used: [A-Z]+\. Start it/m);
    assert.doesNotMatch(err, /hunter2|\n\s+at /);
  });

  it('invite needs one address', () => {
    assert.deepEqual(parseArgs(['invite', 'ada@example.com']), {
      command: 'invite',
      operands: ['ada@example.com'],
      flags: {},
      configFile: undefined,
      settings: {},
    });
    assert.throws(() => parseArgs(['invite']), UsageError);
    assert.throws(() => parseArgs(['invite', 'a@example.com', 'b@example.com']), UsageError);
    assert.throws(() => parseArgs(['serve', 'ada@example.com']), UsageError);
  });
});
