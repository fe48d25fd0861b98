import type { ClientJSON, SessionJSON } from '../../src/protocol/json/client.ts';
import type { AttributeJSON, EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import type { SignInJSON } from '../../src/protocol/json/sign-in.ts';
import type { SignUpJSON } from '../../src/protocol/json/sign-up.ts';
import type { UserJSON } from '../../src/protocol/json/user.ts';

export interface Account {
  id: string;
  email: string;
  username: string | null;
  password: string | null;
}

export function buildSignIn(id: string, { email, password }: Account, now: number): SignInJSON {
  return {
    object: 'sign_in_attempt',
    id,
    status: 'needs_first_factor',
    supported_identifiers: ['email_address'],
    identifier: email,
    supported_first_factors: [
      ...(password ? [{ strategy: 'password' } as const] : []),
      { strategy: 'email_code', safe_identifier: `${email[0]}***`, email_address_id: 'idn_1', primary: true },
      { strategy: 'carrier_pigeon' } as never,
    ],
    supported_second_factors: null,
    first_factor_verification: null,
    second_factor_verification: null,
    user_data: null,
    created_session_id: null,
    client_trust_state: null,
    timezone: null,
    protect_check: null,
    abandon_at: now + 86_400_000,
  };
}

export function buildSignUp(id: string, now: number): SignUpJSON {
  return {
    object: 'sign_up_attempt',
    id,
    status: 'missing_requirements',
    required_fields: [],
    optional_fields: [],
    missing_fields: [],
    unverified_fields: [],
    verifications: { email_address: null, phone_number: null, web3_wallet: null, external_account: null },
    username: null,
    email_address: null,
    phone_number: null,
    web3_wallet: null,
    password_enabled: false,
    has_password: false,
    first_name: null,
    last_name: null,
    unsafe_metadata: {},
    public_metadata: {},
    custom_action: false,
    external_id: null,
    created_session_id: null,
    created_user_id: null,
    abandon_at: now + 86_400_000,
    legal_accepted_at: null,
    locale: null,
    timezone: null,
    protect_check: null,
  };
}

export function buildClient(now: number): ClientJSON {
  return {
    object: 'client',
    id: 'client_1',
    sessions: [],
    sign_in: null,
    sign_up: null,
    last_active_session_id: null,
    last_authentication_strategy: null,
    cookie_expires_at: null,
    captcha_bypass: false,
    created_at: now,
    updated_at: now,
  };
}

export function buildSession(id: string, user: UserJSON, now: number): SessionJSON {
  return {
    object: 'session',
    id,
    status: 'active',
    expire_at: now + 604_800_000,
    abandon_at: now + 604_800_000,
    last_active_at: now,
    last_active_organization_id: null,
    actor: null,
    tasks: null,
    factor_verification_age: [0, -1],
    user,
    public_user_data: {
      first_name: user.first_name,
      last_name: null,
      image_url: '',
      has_image: false,
      identifier: user.email_addresses[0]?.email_address ?? '',
      user_id: user.id,
      username: null,
      banned: false,
    },
    last_active_token: null,
    created_at: now,
    updated_at: now,
  };
}

export function buildUser({ id, email, username }: Account, now: number): UserJSON {
  const address = {
    object: 'email_address' as const,
    id: 'idn_1',
    email_address: email,
    reserved: false,
    verification: null,
    linked_to: [],
    matches_sso_connection: false,
    created_at: now,
    updated_at: now,
  };
  return {
    object: 'user',
    id,
    username,
    first_name: 'Ada',
    last_name: null,
    image_url: '',
    has_image: false,
    primary_email_address_id: 'idn_1',
    email_addresses: [address],
    unsafe_metadata: {},
    public_metadata: {},
    created_at: now,
    updated_at: now,
  } as unknown as UserJSON;
}

/** Environment of an instance with email addresses, usernames, passwords and several sessions per client. */
export function buildEnvironment(): EnvironmentJSON {
  const attribute = (enabled: boolean, required: boolean, first: boolean): AttributeJSON => ({
    enabled,
    required,
    used_for_first_factor: first,
    first_factors: [],
    used_for_second_factor: false,
    second_factors: [],
    verifications: [],
    verify_at_sign_up: false,
    immutable: false,
  });
  return {
    auth_config: { single_session_mode: false },
    display_config: {
      preferred_sign_in_strategy: 'password',
      sign_in_url: 'https://accounts.acme.example/sign-in',
      sign_up_url: 'https://accounts.acme.example/sign-up',
      user_profile_url: 'https://accounts.acme.example/user',
      waitlist_url: 'https://accounts.acme.example/waitlist',
      home_url: 'https://acme.example',
      after_sign_out_one_url: '',
    },
    user_settings: {
      attributes: {
        email_address: attribute(true, true, true),
        username: attribute(true, false, true),
        password: attribute(true, true, false),
        first_name: attribute(true, false, false),
        last_name: attribute(false, false, false),
      },
    },
  } as unknown as EnvironmentJSON;
}
