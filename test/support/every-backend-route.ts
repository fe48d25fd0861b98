import type { BackendRoute } from '../../src/server/backend-api/scopes.ts';
import type { CallBackend } from './backend-api.ts';
import type { TestInstance } from './instance.ts';

/** What a call of a route is about: objects that exist, and that no other call has touched. */
export interface Objects {
  userId: string;
  sessionId: string;
  emailId: string;
  phoneId: string;
  /** The id in the path. */
  id: string;
  /** Different for each call. */
  n: number;
}

type Body = Record<string, unknown> | Record<string, unknown>[];

const NONE = () => ({});
const EMAIL = ({ n }: Objects) => `new${n}@example.com`;
const PHONE = ({ n }: Objects) => `+1415237${String(1000 + n).slice(-4)}`;

/** An ordinary body for each route that takes one. A route that is not in here does not compile. */
export const BODIES = {
  'POST /v1/testing_tokens': NONE,
  'POST /v1/users': (of) => ({ email_address: [EMAIL(of)], password: 'a phrase that is long' }),
  'PATCH /v1/users/:id': () => ({ first_name: 'Ada' }),
  'DELETE /v1/users/:id': NONE,
  'PATCH /v1/users/:id/metadata': () => ({ public_metadata: { a: 1 } }),
  'PUT /v1/users/:id/metadata': () => ({ public_metadata: { a: 1 } }),
  'POST /v1/users/:id/ban': NONE,
  'POST /v1/users/:id/unban': NONE,
  'POST /v1/users/:id/lock': NONE,
  'POST /v1/users/:id/unlock': NONE,
  'POST /v1/users/ban': ({ userId }) => ({ user_ids: [userId] }),
  'POST /v1/users/unban': ({ userId }) => ({ user_ids: [userId] }),
  'POST /v1/users/:id/verify_password': () => ({ password: 'a phrase that is long' }),
  'POST /v1/users/:id/verify_totp': () => ({ code: '123456' }),
  'POST /v1/users/:id/remove_password': NONE,
  'POST /v1/users/:id/password/set_compromised': NONE,
  'POST /v1/users/:id/password/unset_compromised': NONE,
  'DELETE /v1/users/:id/mfa': NONE,
  'DELETE /v1/users/:id/totp': NONE,
  'DELETE /v1/users/:id/backup_code': NONE,
  'DELETE /v1/users/:id/passkeys/:owned': NONE,
  'DELETE /v1/users/:id/web3_wallets/:owned': NONE,
  'DELETE /v1/users/:id/external_accounts/:owned': NONE,
  'POST /v1/users/:id/profile_image': NONE,
  'DELETE /v1/users/:id/profile_image': NONE,
  'POST /v1/email_addresses': (of) => ({ user_id: of.userId, email_address: EMAIL(of), verified: true }),
  'PATCH /v1/email_addresses/:id': () => ({ verified: true }),
  'DELETE /v1/email_addresses/:id': NONE,
  'POST /v1/email_addresses/:id/prepare_verification': NONE,
  'POST /v1/email_addresses/:id/attempt_verification': () => ({ verification_id: 'code_nothing', code: '123456' }),
  'PUT /v1/users/:id/email_address': (of) => ({ email_address: EMAIL(of), identification_status: 'verified' }),
  'POST /v1/phone_numbers': (of) => ({ user_id: of.userId, phone_number: PHONE(of), verified: true }),
  'PATCH /v1/phone_numbers/:id': () => ({ verified: true }),
  'DELETE /v1/phone_numbers/:id': NONE,
  'POST /v1/phone_numbers/:id/prepare_verification': NONE,
  'POST /v1/phone_numbers/:id/attempt_verification': () => ({ verification_id: 'code_nothing', code: '123456' }),
  'PUT /v1/users/:id/phone_number': (of) => ({ phone_number: PHONE(of), identification_status: 'verified' }),
  'POST /v1/sessions': ({ userId }) => ({ user_id: userId }),
  'POST /v1/sessions/:id/revoke': NONE,
  'POST /v1/sessions/:id/tokens': NONE,
  'POST /v1/sessions/:id/tokens/:template': NONE,
  'POST /v1/jwt_templates': ({ n }) => ({ name: `template-${n}`, claims: { a: '{{user.id}}' } }),
  'PATCH /v1/jwt_templates/:id': ({ n }) => ({ name: `changed-${n}`, claims: { a: '{{user.id}}' } }),
  'DELETE /v1/jwt_templates/:id': NONE,
  'POST /v1/sign_in_tokens': ({ userId }) => ({ user_id: userId }),
  'POST /v1/sign_in_tokens/:id/revoke': NONE,
  'POST /v1/invitations': (of) => ({ email_address: EMAIL(of) }),
  'POST /v1/invitations/bulk': (of) => [{ email_address: EMAIL(of) }],
  'POST /v1/invitations/:id/revoke': NONE,
  'DELETE /v1/invitations/:id': NONE,
  'POST /v1/waitlist_entries': (of) => ({ email_address: EMAIL(of) }),
  'POST /v1/waitlist_entries/bulk': (of) => [{ email_address: EMAIL(of) }],
  'POST /v1/waitlist_entries/:id/invite': NONE,
  'POST /v1/waitlist_entries/:id/reject': NONE,
  'DELETE /v1/waitlist_entries/:id': NONE,
  'POST /v1/allowlist_identifiers': (of) => ({ identifier: EMAIL(of) }),
  'DELETE /v1/allowlist_identifiers/:id': NONE,
  'POST /v1/blocklist_identifiers': (of) => ({ identifier: EMAIL(of) }),
  'DELETE /v1/blocklist_identifiers/:id': NONE,
  'POST /v1/actor_tokens': ({ userId }) => ({ user_id: userId, actor: { sub: 'support' } }),
  'POST /v1/actor_tokens/:id/revoke': NONE,
  'POST /v1/clients/verify': () => ({ token: 'x'.repeat(43) }),
  'PATCH /v1/sign_ups/:id': ({ n }) => ({ external_id: `ext-${n}` }),
  'PATCH /v1/instance': NONE,
  'POST /v1/instance/change_domain': NONE,
  'PATCH /v1/instance/communication': NONE,
  'PATCH /v1/instance/restrictions': NONE,
  'PATCH /v1/domains/:id': NONE,
  'DELETE /v1/domains/:id': NONE,
  'PUT /v1/beta_features/domain': NONE,
  'PATCH /v1/beta_features/instance_settings': NONE,
  'PUT /v1/templates/:type/:slug': () => ({ subject: 'Hello' }),
  'POST /v1/templates/:type/:slug/preview': () => ({ subject: 'Hello {{app.name}}' }),
  'POST /v1/templates/:type/:slug/revert': NONE,
  'POST /v1/templates/:type/:slug/toggle_delivery': () => ({ delivered_by_clerk: false }),
  'POST /v1/sessions/:id/refresh': () => ({
    expired_token: 'a.b.c',
    refresh_token: 'x'.repeat(43),
    request_origin: 'https://app.example.com',
  }),
} satisfies { [Route in BackendRoute as Route extends `GET ${string}` ? never : Route]: (of: Objects) => Body };

export type RouteWithBody = keyof typeof BODIES;
export const ROUTES_WITH_BODY = Object.keys(BODIES) as RouteWithBody[];

let count = 0;

/** Makes the objects that a call of a route needs. */
export async function objectsFor(instance: TestInstance, call: CallBackend, route: string): Promise<Objects> {
  const n = ++count;
  const must = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body);
    if (answer.status !== 200) throw new Error(`${method} ${path} answered ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const user = await must('POST', '/users', {
    email_address: [`owner${n}@example.com`, `second${n}@example.com`],
    phone_number: [`+1212234${String(1000 + n).slice(-4)}`],
    password: 'a phrase that is long',
  });
  const session = await must('POST', '/sessions', { user_id: user.id });
  const objects = {
    userId: user.id as string,
    sessionId: session.id as string,
    emailId: user.email_addresses[0].id as string,
    phoneId: user.phone_numbers[0].id as string,
    n,
  };
  const kind = /^\w+ \/v1\/(\w+)\/:(?:id|type)/.exec(route)?.[1] ?? '';
  const email_address = `object${n}@example.com`;
  const ids: Record<string, () => Promise<string> | string> = {
    users: () => objects.userId,
    email_addresses: () => objects.emailId,
    phone_numbers: () => objects.phoneId,
    sessions: () => objects.sessionId,
    clients: () => session.client_id,
    jwt_templates: async () => (await must('POST', '/jwt_templates', { name: `of-${n}`, claims: {} })).id,
    sign_in_tokens: async () => (await must('POST', '/sign_in_tokens', { user_id: objects.userId })).id,
    actor_tokens: async () =>
      (await must('POST', '/actor_tokens', { user_id: objects.userId, actor: { sub: 'support' } })).id,
    invitations: async () => (await must('POST', '/invitations', { email_address })).id,
    waitlist_entries: async () => (await must('POST', '/waitlist_entries', { email_address })).id,
    allowlist_identifiers: async () => (await must('POST', '/allowlist_identifiers', { identifier: email_address })).id,
    blocklist_identifiers: async () => (await must('POST', '/blocklist_identifiers', { identifier: email_address })).id,
    sign_ups: async () =>
      (await instance.browser().post('/v1/client/sign_ups', { email_address: `visitor${n}@example.com` })).response.id,
    domains: async () => (await must('GET', '/domains')).data[0].id,
    templates: () => (route.endsWith(':type') ? 'email' : 'invitation'),
    '': () => '',
  };
  const find = ids[kind];
  if (!find) throw new Error(`${route}: say how an object of ${kind} is made.`);
  return { ...objects, id: await find() };
}

/** The path of a route, below `/v1`. */
export function pathOf(route: string, id: string): string {
  const [, path = ''] = route.split(' ');
  return path
    .replace('/v1', '')
    .replace(':id', id)
    .replace(':template', 'nothing')
    .replace(':type/:slug', `email/${id}`)
    .replace(':type', id)
    .replace(/:\w+/, 'idn_nothing');
}
