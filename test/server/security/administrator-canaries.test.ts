import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { Secret } from 'otpauth';
import { createActorToken } from '../../../src/server/backend-api/actor-tokens.ts';
import { ROUTE_SCOPES } from '../../../src/server/backend-api/scopes.ts';
import { exportUsers } from '../../../src/server/import-export/export-users.ts';
import { type AdminBrowser, adminOf, adminToken } from '../../support/admin.ts';
import { backendOf, type CallBackend, newSecretKey } from '../../support/backend-api.ts';
import { PASSWORD } from '../../support/instance.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';
import { WEBHOOK_SECRET, type WebhookInstance, webhookInstance } from '../../support/webhook-instance.ts';

const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const DIGEST = '$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe';
const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const SHARED = 'the-shared-secret-of-a-template-that-is-long-enough';
const NEW_PASSWORD = 'a phrase that an administrator typed';
const GUESS = 'a guess that the application verified';
const PRIVATE = 'what-only-servers-may-read';

const directory = mkdtempSync(path.join(tmpdir(), 'clerk-admin-canaries-'));
const secrets = new Map<string, string>();
/** Answers to reads, and to changes that made nothing that is shown once. */
const answers: string[] = [];
/** What the server shows in the one answer that made it. */
const refusals: string[] = [];
let instance: WebhookInstance;
let admin: AdminBrowser;
let userId = '';

function keep(name: string, secret: string | undefined): string {
  assert.ok(secret && secret.length >= 6, `${name} was not seen`);
  secrets.set(name, secret);
  return secret;
}

before(async () => {
  const receiver = await startReceiver();
  instance = await webhookInstance(
    {
      databaseUrl: `sqlite:${directory}/clerk.db`,
      config: {
        adminPage: true,
        attributes: { phoneNumber: 'optional', username: 'optional', firstName: 'optional', lastName: 'optional' },
        secondFactors: { totp: true },
      },
    },
    { receiver },
  );
  keep('the secret of a webhook in the settings', WEBHOOK_SECRET);
  const key = keep('a secret key', await newSecretKey(instance));
  const plain = await backendOf(instance, key);
  const call: CallBackend = async (...request) => {
    const answer = await plain(...request);
    if (answer.status >= 400) refusals.push(JSON.stringify(answer.body));
    return answer;
  };
  const must = async (...request: Parameters<CallBackend>) => {
    const answer = await call(...request);
    assert.equal(answer.status, 200, `${request.slice(0, 2).join(' ')}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const told = async (...request: Parameters<CallBackend>) => {
    const body = await must(...request);
    answers.push(JSON.stringify(body));
    return body;
  };

  keep('the digest of a password', DIGEST);
  keep('the seed of an authenticator app', SEED);
  const backup_codes = ['abcdef-ghijkl', 'mnopqr-stuvwx'].map((code, i) => keep(`backup code ${i}`, code));
  const user = await told('POST', '/users', {
    email_address: ['ada@example.com'],
    phone_number: ['+14152370801'],
    password_digest: DIGEST,
    password_hasher: 'bcrypt',
    totp_secret: SEED,
    backup_codes,
    private_metadata: { secret: PRIVATE },
  });
  userId = user.id;
  await told('POST', '/users', { email_address: ['bo@example.com'], password: keep('a password', PASSWORD) });
  await call('POST', `/users/${userId}/verify_password`, { password: keep('a guess', GUESS) });
  await call('POST', `/users/${userId}/verify_totp`, { code: keep('a wrong backup code', 'wrong-backup-code') });
  await told('POST', `/users/${userId}/verify_totp`, { code: backup_codes[0] });
  await told('PATCH', `/users/${userId}`, {
    password: keep('a new password', NEW_PASSWORD),
    skip_password_checks: true,
  });
  // Refusals repeat nothing of what they refuse.
  await call('PATCH', `/users/${userId}`, { password: GUESS, password_digest: DIGEST, password_hasher: 'bcrypt' });
  await call('PATCH', `/users/${userId}`, { password_digest: `${DIGEST}${GUESS}`, password_hasher: 'bcrypt' });
  await call('PATCH', `/users/${userId}`, { totp_secret: `${SEED}!` });
  await call('POST', '/users', { email_address: ['cy@example.com'], password: [GUESS], backup_codes: [[GUESS]] });
  keep('the key of a template', SHARED);
  keep('the private key of a template', String(PEM).split('\n')[2]);
  const template = { claims: { email: '{{user.primary_email_address}}' }, custom_signing_key: true };
  const hs = { ...template, name: 'hs', signing_algorithm: 'HS256', signing_key: SHARED };
  const rs = { ...template, name: 'rs', signing_algorithm: 'RS256', signing_key: PEM };
  for (const one of [hs, rs]) await told('POST', '/jwt_templates', one);
  await call('POST', '/jwt_templates', { ...rs, name: 'es', signing_algorithm: 'ES256' });
  await call('POST', '/jwt_templates', { ...hs, name: 'short', signing_algorithm: 'HS512' });
  keep('a sign-in token', (await must('POST', '/sign_in_tokens', { user_id: userId })).token);
  keep('an actor token', (await must('POST', '/actor_tokens', { user_id: userId, actor: { sub: 'support' } })).token);
  keep('a testing token', (await must('POST', '/testing_tokens')).token);
  const { id: sessionId } = await told('POST', '/sessions', { user_id: userId });
  keep('a session token', (await must('POST', `/sessions/${sessionId}/tokens`, {})).jwt);
  keep('a token of a template', (await must('POST', `/sessions/${sessionId}/tokens/hs`, {})).jwt);
  await told('POST', `/email_addresses/${user.email_addresses[0].id}/prepare_verification`, {});
  const { token } = await createActorToken(instance, { userId, actor: { sub: 'support' } });
  keep('a used actor token', token);
  const acting = instance.browser();
  await acting.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: token });
  for (const [name, value] of acting.cookies) if (value.length >= 32) keep(`cookie ${name} of an actor`, value);
  await told('POST', '/invitations', { email_address: 'di@example.com', notify: true });

  admin = await adminOf(instance, key);
  keep('the cookie of the admin page', admin.cookie?.split('=')[1]);
  keep('a link to the admin page', await adminToken(instance));
  const made = await admin.post('/webhooks/new', { url: 'http://localhost:9/', description: '', which: 'usual' });
  keep('the secret of a webhook', /whsec_[A-Za-z0-9+/=]+/.exec(made.body)?.[0]);
  await admin.post('/users/new', { email_address: 'ed@example.com', password: GUESS, public_metadata: '{' });
  await admin.post('/sign-in', { key: `${key}x`, to: '/users' });
  await instance.pass(1_000);

  for (const route of Object.keys(ROUTE_SCOPES).filter((each) => each.startsWith('GET '))) {
    const id = route.includes('/sessions/') ? sessionId : userId;
    const of = route.replace('GET /v1', '').replace(':id', id).replace(':provider', 'google');
    const { status, body } = await call('GET', of === '/sessions' ? `/sessions?user_id=${userId}` : of);
    if (status === 200) answers.push(JSON.stringify(body));
  }
  await instance.app.settle();
  assert.ok(secrets.size >= 20 && answers.length >= 25 && refusals.length >= 8, `${secrets.size} ${answers.length}`);
});
after(async () => {
  await instance?.close();
  await instance?.receiver.close();
  rmSync(directory, { recursive: true, force: true });
});

function spellings(secret: string): Buffer[] {
  const texts = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const encoded = (['base64', 'base64url', 'hex'] as const).map((each) => Buffer.from(secret).toString(each));
  const bytes = /^[A-Z2-7]{32}$/.test(secret) ? [Buffer.from(Secret.fromBase32(secret).bytes)] : [];
  const key = secret.startsWith('whsec_') ? [Buffer.from(secret.slice(6)), Buffer.from(secret.slice(6), 'base64')] : [];
  return [
    ...[...texts, ...encoded.map((text) => text.replace(/=+$/, ''))].map((text) => Buffer.from(text)),
    ...bytes,
    ...key,
  ];
}

function assertAbsent(where: string, content: string | Buffer, except: readonly string[] = []): void {
  const bytes = Buffer.from(content);
  for (const [name, secret] of secrets) {
    if (except.includes(name)) continue;
    assert.ok(!spellings(secret).some((each) => bytes.includes(each)), `${name} is in ${where}`);
  }
}

it('no secret that an administrator handles is in the files of the database', () => {
  for (const file of readdirSync(directory))
    assertAbsent(file, readFileSync(path.join(directory, file)), ['the digest of a password']);
});

it('no secret that an administrator handles is in an answer that did not make it', () => {
  assertAbsent('an answer', answers.join('\n'));
  assertAbsent('a refusal', refusals.join('\n'));
});

it('no secret that an administrator handles is in the log, in the audit log or in the events', async () => {
  assertAbsent('the log', instance.log.join('\n'));
  const entries = await instance.storage.listAuditEntries({}, 500);
  assert.ok(entries.length >= 30, `${entries.length} entries`);
  assertAbsent('the audit log', JSON.stringify(entries));
  assert.ok(!JSON.stringify(entries).includes('ada@example.com'), 'an address is in the audit log');
  assertAbsent('an event', JSON.stringify(await instance.storage.listEvents(userId)));
});

it('no secret that an administrator handles is in a webhook', () => {
  const received = instance.receiver.received.map((webhook) => JSON.stringify(webhook));
  assert.ok(received.length >= 4, `${received.length} webhooks`);
  assertAbsent('a webhook', received.join('\n'));
});

it('no secret that an administrator handles is in an export without its flag', async () => {
  let text = '';
  for (const format of ['json', 'csv'] as const) {
    for await (const part of exportUsers(instance.app.services, format)) text += part.text;
  }
  assert.ok(text.includes('ada@example.com'));
  assertAbsent('an export', text);
});

it('no secret that an administrator handles is on a page of the admin page that did not make it', async () => {
  const seen = new Set<string>();
  const queue = ['/overview'];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { body, elements } = await admin.get(next);
    assertAbsent(`the page ${next}`, body);
    for (const { attributes } of elements) {
      const to = attributes.href ?? '';
      const kind = to.replace(/\?.*/, '');
      if (!/^\/__admin\/\w/.test(to) || /\.(css|js)\b/.test(to) || seen.has(kind)) continue;
      seen.add(kind);
      queue.push(to.slice('/__admin'.length));
    }
  }
  assert.ok(seen.size >= 15, [...seen].join(' '));
});
