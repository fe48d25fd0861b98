import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { parseArgs } from '../../../src/server/serve/parse-args.ts';
import { runTemplatesCommand } from '../../../src/server/serve/templates-command.ts';
import { runCli } from '../../support/run-cli.ts';
import { templateFolder } from '../../support/template-folder.ts';

const AT = Date.UTC(2026, 10, 21, 23, 24);

function run(args: string[], files: Record<string, string> = {}): string {
  const folder = templateFolder(files);
  const settings = { url: 'http://localhost:4400', applicationName: 'Acme', testMode: true, templatesDir: folder.path };
  const config = parseConfig({ instanceType: 'development', deliveredByApp: ['email/invitation'], ...settings });
  folder.remove();
  return runTemplatesCommand(config, parseArgs(args), AT);
}

describe('the command for templates', () => {
  it('lists what the files replace, with the length of text messages', () => {
    const out = run(['templates', 'check'], {
      'email/passkey_added.subject.txt': 'New: {{passkey_name}}',
      'sms/verification_code.txt': `{{otp_code}} ${'ж'.repeat(70)}`,
    });
    assert.match(out, /^email\/passkey_added +own subject +\d+ bytes$/m);
    assert.match(out, /^email\/invitation +own text of the server +\d+ bytes +delivered by the application$/m);
    assert.match(out, /^sms\/verification_code +own text +2 segments, UCS-2$/m);
    assert.match(out, /^\d+ other messages have the server's own texts\.$/m);
  });

  it('prints a message with sample values, and its HTML', () => {
    const files = { 'email/passkey_added.txt': 'Added: {{passkey_name}}', 'sms/verification_code.txt': '{{otp_code}}' };
    assert.equal(
      run(['templates', 'preview', 'email/passkey_added'], files),
      'Subject: A passkey was added (Acme)\n\nAdded: Work laptop\n',
    );
    assert.match(run(['templates', 'preview', 'passkey_added', '--html'], files), /^<!doctype html>[\s\S]*Work laptop/);
    assert.equal(
      run(['templates', 'preview', 'sms/verification_code'], files),
      '424242\n\n1 segment, 6 characters of GSM-7\n',
    );
  });

  it('names the message that was meant', () => {
    assert.throws(() => run(['templates', 'preview', 'invitatoin']), /Did you mean email\/invitation\?/);
    assert.throws(() => run(['templates', 'preview', 'sms/constructor']), /There is no message/);
    assert.throws(() => run(['templates', 'preview']), /templates preview needs a message/);
  });

  it('ends with 1 and the file, the line and the name when a file is wrong', async () => {
    const folder = templateFolder({ 'email/invitation.html': '<p>\n{{acton_url}}</p>' });
    const env = { CLERK_URL: 'http://localhost:4400', CLERK_INSTANCE_TYPE: 'development', CLERK_TEST_MODE: 'true' };
    const wrong = runCli(folder.path, ['templates', 'check', '--templates-dir', folder.path], env);
    assert.equal(await wrong.end, 1);
    assert.match(wrong.output(), /email\/invitation\.html, line 2, has an expression that names acton_url/);
    assert.match(wrong.output(), /Did you mean action_url\?/);
    const right = runCli(folder.path, ['templates', 'check'], env);
    assert.equal(await right.end, 0);
    assert.match(right.output(), /^All \d+ messages have the server's own texts\.$/m);
    folder.remove();
  });
});
