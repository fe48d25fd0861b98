/** What a secret key may be allowed to do. A key without a list of scopes may do everything. */
export const SCOPES = {
  'users:read': 'read users',
  'users:write': 'create, change, ban, lock and delete users',
  'sessions:read': 'read sessions',
  'sessions:write': 'revoke sessions, and create tokens of sessions',
  'sign_in_tokens:write': 'create and revoke tokens that sign a user in',
  'invitations:read': 'read invitations',
  'invitations:write': 'invite people to sign up, and revoke and delete invitations',
  'waitlist_entries:read': 'read the waitlist',
  'waitlist_entries:write': 'add people to the waitlist, invite, reject and delete them',
  'allowlist:read': 'read the allow-list',
  'allowlist:write': 'add entries to the allow-list, and remove them',
  'blocklist:read': 'read the block-list',
  'blocklist:write': 'add entries to the block-list, and remove them',
  'actor_tokens:write': 'create and revoke tokens with which somebody else acts as a user',
  'testing_tokens:write': 'create tokens with which automated tests pass the bot check',
  'jwt_templates:read': 'read JWT templates, without their keys',
  'jwt_templates:write': 'create, change and delete JWT templates',
  handshake: 'read the cookies of a handshake, and refresh sessions with a refresh token',
} as const satisfies Record<string, string>;

export type Scope = keyof typeof SCOPES;

/** What the route of a path needs: a scope, or `any`, which every valid key has. */
export const ROUTE_SCOPES = {
  'GET /v1/jwks': 'any',
  'POST /v1/testing_tokens': 'testing_tokens:write',
  'GET /v1/users': 'users:read',
  'POST /v1/users': 'users:write',
  'GET /v1/users/count': 'users:read',
  'GET /v1/users/:id': 'users:read',
  'PATCH /v1/users/:id': 'users:write',
  'DELETE /v1/users/:id': 'users:write',
  'PATCH /v1/users/:id/metadata': 'users:write',
  'PUT /v1/users/:id/metadata': 'users:write',
  'POST /v1/users/:id/ban': 'users:write',
  'POST /v1/users/:id/unban': 'users:write',
  'POST /v1/users/:id/lock': 'users:write',
  'POST /v1/users/:id/unlock': 'users:write',
  'POST /v1/users/ban': 'users:write',
  'POST /v1/users/unban': 'users:write',
  'POST /v1/users/:id/verify_password': 'users:write',
  'POST /v1/users/:id/verify_totp': 'users:write',
  'POST /v1/users/:id/remove_password': 'users:write',
  'POST /v1/users/:id/password/set_compromised': 'users:write',
  'POST /v1/users/:id/password/unset_compromised': 'users:write',
  'DELETE /v1/users/:id/mfa': 'users:write',
  'DELETE /v1/users/:id/totp': 'users:write',
  'DELETE /v1/users/:id/backup_code': 'users:write',
  'DELETE /v1/users/:id/passkeys/:owned': 'users:write',
  'DELETE /v1/users/:id/web3_wallets/:owned': 'users:write',
  'DELETE /v1/users/:id/external_accounts/:owned': 'users:write',
  'POST /v1/users/:id/profile_image': 'users:write',
  'DELETE /v1/users/:id/profile_image': 'users:write',
  'GET /v1/users/:id/organization_memberships': 'users:read',
  'GET /v1/users/:id/organization_invitations': 'users:read',
  'POST /v1/email_addresses': 'users:write',
  'GET /v1/email_addresses/:id': 'users:read',
  'PATCH /v1/email_addresses/:id': 'users:write',
  'DELETE /v1/email_addresses/:id': 'users:write',
  'POST /v1/email_addresses/:id/prepare_verification': 'users:write',
  'POST /v1/email_addresses/:id/attempt_verification': 'users:write',
  'PUT /v1/users/:id/email_address': 'users:write',
  'POST /v1/phone_numbers': 'users:write',
  'GET /v1/phone_numbers/:id': 'users:read',
  'PATCH /v1/phone_numbers/:id': 'users:write',
  'DELETE /v1/phone_numbers/:id': 'users:write',
  'POST /v1/phone_numbers/:id/prepare_verification': 'users:write',
  'POST /v1/phone_numbers/:id/attempt_verification': 'users:write',
  'PUT /v1/users/:id/phone_number': 'users:write',
  'GET /v1/sessions': 'sessions:read',
  'POST /v1/sessions': 'sessions:write',
  'GET /v1/sessions/:id': 'sessions:read',
  'POST /v1/sessions/:id/revoke': 'sessions:write',
  'POST /v1/sessions/:id/tokens': 'sessions:write',
  'POST /v1/sessions/:id/tokens/:template': 'sessions:write',
  'GET /v1/jwt_templates': 'jwt_templates:read',
  'POST /v1/jwt_templates': 'jwt_templates:write',
  'GET /v1/jwt_templates/:id': 'jwt_templates:read',
  'PATCH /v1/jwt_templates/:id': 'jwt_templates:write',
  'DELETE /v1/jwt_templates/:id': 'jwt_templates:write',
  'POST /v1/sign_in_tokens': 'sign_in_tokens:write',
  'POST /v1/sign_in_tokens/:id/revoke': 'sign_in_tokens:write',
  'GET /v1/invitations': 'invitations:read',
  'POST /v1/invitations': 'invitations:write',
  'POST /v1/invitations/bulk': 'invitations:write',
  'POST /v1/invitations/:id/revoke': 'invitations:write',
  'DELETE /v1/invitations/:id': 'invitations:write',
  'GET /v1/waitlist_entries': 'waitlist_entries:read',
  'POST /v1/waitlist_entries': 'waitlist_entries:write',
  'POST /v1/waitlist_entries/bulk': 'waitlist_entries:write',
  'POST /v1/waitlist_entries/:id/invite': 'waitlist_entries:write',
  'POST /v1/waitlist_entries/:id/reject': 'waitlist_entries:write',
  'DELETE /v1/waitlist_entries/:id': 'waitlist_entries:write',
  'GET /v1/allowlist_identifiers': 'allowlist:read',
  'POST /v1/allowlist_identifiers': 'allowlist:write',
  'DELETE /v1/allowlist_identifiers/:id': 'allowlist:write',
  'GET /v1/blocklist_identifiers': 'blocklist:read',
  'POST /v1/blocklist_identifiers': 'blocklist:write',
  'DELETE /v1/blocklist_identifiers/:id': 'blocklist:write',
  'POST /v1/actor_tokens': 'actor_tokens:write',
  'POST /v1/actor_tokens/:id/revoke': 'actor_tokens:write',
  'GET /v1/clients/handshake_payload': 'handshake',
  'POST /v1/sessions/:id/refresh': 'handshake',
} as const satisfies Record<string, Scope | 'any'>;

/** Method and path of a route of the Backend API, as it is registered. */
export type BackendRoute = keyof typeof ROUTE_SCOPES;

/**
 * Routes that the audit log leaves out: SDKs call them for each visitor who comes back, and nobody administers anything
 * with them.
 */
export function isAudited(route: BackendRoute): boolean {
  const scope = ROUTE_SCOPES[route];
  return scope !== 'any' && scope !== 'handshake';
}

export function isScope(text: string): text is Scope {
  return Object.hasOwn(SCOPES, text);
}
