import type {
  EmailJSON,
  SMSMessageJSON,
  UserDeletedJSON,
  WebhookInvitationJSON,
  WebhookSessionJSON,
  WebhookUserJSON,
  WebhookWaitlistEntryJSON,
} from '../../protocol/json/webhook.ts';
import type { WebhookEventType } from '../../protocol/webhook-types.ts';

const AT = Date.UTC(2026, 0, 1, 12);
const PICTURE = 'https://clerk.example.com/v1/avatar_placeholder/4-QUw.svg';

const USER: WebhookUserJSON = {
  object: 'user',
  id: 'user_example',
  external_id: null,
  username: null,
  first_name: 'Ada',
  last_name: 'Lovelace',
  image_url: PICTURE,
  profile_image_url: PICTURE,
  has_image: false,
  primary_email_address_id: 'idn_example',
  primary_phone_number_id: null,
  primary_web3_wallet_id: null,
  password_enabled: true,
  two_factor_enabled: false,
  totp_enabled: false,
  backup_code_enabled: false,
  email_addresses: [
    {
      object: 'email_address',
      id: 'idn_example',
      email_address: 'ada@example.com',
      reserved: false,
      verification: {
        object: 'verification_otp',
        status: 'verified',
        strategy: 'email_code',
        attempts: 1,
        expire_at: AT + 600_000,
      },
      linked_to: [],
      matches_sso_connection: false,
      created_at: AT,
      updated_at: AT,
    },
  ],
  phone_numbers: [],
  web3_wallets: [],
  passkeys: [],
  external_accounts: [],
  saml_accounts: [],
  enterprise_accounts: [],
  organization_memberships: [],
  public_metadata: { plan: 'free' },
  unsafe_metadata: {},
  private_metadata: {},
  bypass_client_trust: false,
  requires_password_reset: false,
  password_last_updated_at: AT,
  last_sign_in_at: AT,
  last_active_at: AT,
  banned: false,
  locked: false,
  deprovisioned: false,
  lockout_expires_in_seconds: null,
  verification_attempts_remaining: 100,
  mfa_enabled_at: null,
  mfa_disabled_at: null,
  legal_accepted_at: null,
  delete_self_enabled: true,
  create_organization_enabled: false,
  create_organizations_limit: null,
  timezone: null,
  locale: null,
  created_at: AT,
  updated_at: AT,
};

const DELETED: UserDeletedJSON = { id: 'user_example', object: 'user', deleted: true, external_id: 'customer-1' };

const SESSION = {
  object: 'session',
  id: 'sess_example',
  status: 'active',
  expire_at: AT + 604_800_000,
  abandon_at: AT + 604_800_000,
  last_active_at: AT,
  actor: null,
  latest_activity: {
    object: 'session_activity',
    id: 'sess_activity_example',
    device_type: 'Linux',
    is_mobile: false,
    browser_name: 'Chrome',
    browser_version: '140.0.0.0',
    ip_address: '203.0.113.7',
    city: null,
    country: null,
  },
  client_id: 'client_example',
  user_id: 'user_example',
  last_active_organization_id: null,
  created_at: AT,
  updated_at: AT,
  user: USER,
} as const satisfies WebhookSessionJSON;

const INVITATION: WebhookInvitationJSON = {
  object: 'invitation',
  id: 'inv_example',
  email_address: 'bo@example.com',
  public_metadata: {},
  revoked: false,
  status: 'pending',
  created_at: AT,
  updated_at: AT,
};

const WAITLIST_ENTRY: WebhookWaitlistEntryJSON = {
  object: 'waitlist_entry',
  id: 'wle_example',
  email_address: 'bo@example.com',
  status: 'pending',
  is_locked: false,
  invitation: null,
  created_at: AT,
  updated_at: AT,
};

const EMAIL: EmailJSON = {
  object: 'email',
  id: 'ema_example',
  slug: 'verification_code',
  from_email_name: 'no-reply',
  to_email_address: 'ada@example.com',
  email_address_id: 'idn_example',
  user_id: 'user_example',
  subject: '424242 is your code for Acme',
  body: '<p>Your code is 424242.</p>',
  body_plain: 'Your code is 424242.',
  status: 'queued',
  data: { otp_code: '424242' },
  delivered_by_clerk: false,
};

const SMS: SMSMessageJSON = {
  object: 'sms_message',
  id: 'sms_example',
  slug: 'verification_code',
  from_phone_number: '',
  to_phone_number: '+12015550123',
  phone_number_id: 'idn_example',
  user_id: 'user_example',
  message: '424242 is your code for Acme.',
  status: 'queued',
  data: { otp_code: '424242' },
  delivered_by_clerk: false,
};

/** Returns the data of an example of an event: what `webhooks test` sends, and what docs/webhooks.md shows. */
export function exampleData(type: WebhookEventType): object {
  if (type === 'user.deleted') return DELETED;
  const [about = '', change = ''] = type.split('.');
  switch (about) {
    case 'session':
      return { ...SESSION, status: change === 'created' ? 'active' : change };
    case 'invitation':
      return { ...INVITATION, status: change === 'created' ? 'pending' : change, revoked: change === 'revoked' };
    case 'waitlistEntry':
      return change === 'created' ? WAITLIST_ENTRY : { ...WAITLIST_ENTRY, status: 'invited', invitation: INVITATION };
    case 'email':
      return EMAIL;
    case 'sms':
      return SMS;
    default:
      return USER;
  }
}
