import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { slugsOf } from '../../../src/server/message-templates/message-slugs.ts';
import { type BackendAnswer, backendOf } from '../../support/backend-api.ts';
import { getTestInstance } from '../../support/instance.ts';
import { templateFolder } from '../../support/template-folder.ts';

const folder = templateFolder({
  'email/invitation.subject.txt': 'Join {{app.name}}',
  'email/invitation.html': '<p>{{action_url}}</p>',
  'sms/verification_code.txt': '{{otp_code}} is it',
});
const instance = await getTestInstance({
  config: {
    templatesDir: folder.path,
    deliveredByApp: ['sms'],
    smtp: { url: 'smtp://localhost', from: 'Acme <hello@example.com>' },
  },
});
const call = await backendOf(instance);
after(async () => {
  folder.remove();
  await instance.close();
});

function problemOf({ body }: BackendAnswer): string {
  return body.errors[0].long_message;
}

it('the templates of a channel are listed in order', async () => {
  const { status, body } = await call('GET', '/templates/email?limit=100');
  assert.equal(status, 200);
  assert.deepEqual(
    body.map(({ slug }: { slug: string }) => slug),
    slugsOf('email'),
  );
  const page = await call('GET', '/templates/email?limit=2&offset=1&paginated=true');
  assert.equal(page.body.total_count, slugsOf('email').length);
  assert.deepEqual(
    page.body.data.map(({ slug, position }: Record<string, unknown>) => [slug, position]),
    [
      ['reset_password_code', 1],
      ['new_device_code', 2],
    ],
  );
});

it("a template shows the operator's texts, or the server's own with the names of their variables", async () => {
  const own = (await call('GET', '/templates/email/invitation')).body;
  const { id, instance_id: instanceId, available_variables: variables, ...rest } = own;
  assert.match(id, /^tmpl_/);
  assert.match(instanceId, /^ins_/);
  assert.ok(variables.includes('invitation.expires_in_days'));
  assert.deepEqual(rest, {
    object: 'template',
    resource_type: 'user',
    template_type: 'email',
    name: 'Invitation',
    slug: 'invitation',
    position: 8,
    can_revert: false,
    can_delete: false,
    can_edit_body: false,
    can_toggle: false,
    subject: 'Join {{app.name}}',
    markup: '',
    body: '<p>{{action_url}}</p>',
    required_variables: ['action_url'],
    from_email_name: 'hello',
    reply_to_email_name: '',
    delivered_by_clerk: true,
    enabled: true,
    flagged_as_suspicious: false,
    created_at: 0,
    updated_at: 0,
  });
  const server = (await call('GET', '/templates/email/verification_code')).body;
  assert.deepEqual([server.resource_type, server.subject], ['system', '{{otp_code}} is your {{app.name}} code']);
  const sms = (await call('GET', '/templates/sms/verification_code')).body;
  assert.deepEqual([sms.body, sms.subject, sms.delivered_by_clerk], ['{{otp_code}} is it', null, false]);
});

it('a preview has sample values, and a draft is checked as a file is', async () => {
  const own = await call('POST', '/templates/email/invitation/preview', {});
  assert.deepEqual(own.body, {
    subject: 'Join Acme Labs',
    body: '<p>https://app.example.com/sample-link</p>',
    body_plain: 'https://app.example.com/sample-link\n',
  });
  const draft = { subject: '{{invitation.expires_in_days}} days', body: '<b title="{{app.name}}">{{action_url}}</b>' };
  const shown = await call('POST', '/templates/email/invitation/preview', draft);
  assert.deepEqual([shown.body.subject, shown.status], ['30 days', 200]);
  assert.equal(shown.body.body, '<b title="Acme Labs">https://app.example.com/sample-link</b>');
  const sms = await call('POST', '/templates/sms/verification_code/preview', { body: '{{otp_code}} für {{app.name}}' });
  assert.deepEqual(sms.body, { body: '424242 für Acme Labs', encoding: 'GSM-7', units: 20, segments: 1 });

  const refused: [Record<string, unknown>, RegExp][] = [
    [{ body: '<p>\n{{otp_code}}</p>' }, /Line 2 has an expression that names otp_code/],
    [{ body: '<p>none</p>' }, /does not show \{\{action_url\}\}/],
    [{ body: '<script>{{action_url}}</script>' }, /stands in <script>/],
    [{ subject: 'a\r\nBcc: eve@example.com' }, /more than one line/],
    [{ subject: 'a'.repeat(300) }, /has 300 characters/],
  ];
  for (const [body, problem] of refused) {
    const answer = await call('POST', '/templates/email/invitation/preview', body);
    assert.equal(answer.status, 422);
    assert.match(problemOf(answer), problem);
  }
  assert.equal((await call('POST', '/templates/email/invitation/preview', { body: 1 })).status, 422);
  assert.equal((await call('POST', '/templates/email/invitation/preview', { html: '' })).code, 'form_param_unknown');
});

it('a change is refused with the setting to change', async () => {
  const changes: [method: string, path: string, body: Record<string, unknown>, setting: string][] = [
    ['PUT', '/templates/email/invitation', { subject: 'a', body: 'b' }, 'templatesDir'],
    ['PUT', '/templates/email/invitation', { delivered_by_clerk: false }, 'deliveredByApp'],
    ['PUT', '/templates/email/invitation', { from_email_name: 'a' }, 'smtp.from'],
    ['PUT', '/templates/email/invitation', {}, 'templatesDir'],
    ['POST', '/templates/email/invitation/revert', {}, 'templatesDir'],
    ['POST', '/templates/sms/verification_code/toggle_delivery', { delivered_by_clerk: true }, 'deliveredByApp'],
    ['POST', '/templates/sms/verification_code/toggle_delivery', {}, 'deliveredByApp'],
  ];
  for (const [method, path, body, setting] of changes) {
    const answer = await call(method, path, body);
    assert.deepEqual([answer.status, answer.code], [403, 'setting_read_only'], path);
    assert.equal(answer.body.errors[0].meta.setting, setting);
  }
});

it('what does not exist is answered 404, and an unknown field 422', async () => {
  for (const path of ['mail', 'email/nothing', 'sms/invitation', 'email/constructor', 'constructor/email']) {
    assert.equal((await call('GET', `/templates/${path}`)).status, 404, path);
  }
  assert.equal((await call('POST', '/templates/email/nothing/preview', {})).status, 404);
  assert.equal((await call('PUT', '/templates/email/nothing', { subject: 'a' })).status, 404);
  assert.equal((await call('PUT', '/templates/email/invitation', { position: 1 })).code, 'form_param_unknown');
});
