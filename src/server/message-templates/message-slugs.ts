/** A value that a template may show. */
export interface MessageVariable {
  /** One line for the documentation. */
  readonly says: string;
  /** It is an http(s) URL of the server or of the settings. */
  readonly isUrl?: true;
  /** The settings say it, and nobody who uses the application can change it. */
  readonly isOfSettings?: true;
  /** It is an object whose fields may be named, such as `invitation.public_metadata.team`. */
  readonly isOpen?: true;
  /** Who knows it can sign in, or sign up. */
  readonly isSecret?: true;
  /** It may be missing, and is empty then. */
  readonly isOptional?: true;
}

/** A message that the server sends, as templates name it. */
export interface MessageSlug {
  /** What administrators read. */
  readonly name: string;
  readonly variables: Readonly<Record<string, MessageVariable>>;
  /** A body has to show each of these. */
  readonly required: readonly string[];
}

const APP = {
  'app.name': { says: 'name of the application', isOfSettings: true },
  'app.domain_name': { says: 'host of the page where the user signs in', isOfSettings: true },
  'app.url': { says: 'URL of the application', isUrl: true, isOfSettings: true },
  'app.logo_image_url': { says: '`branding.logoUrl`', isUrl: true, isOfSettings: true, isOptional: true },
  support_email: { says: '`supportEmail`', isOfSettings: true, isOptional: true },
} as const satisfies Record<string, MessageVariable>;

const MAIL = { ...APP, to_email_address: { says: 'address that the email goes to' } } as const;

const CODE = {
  otp_code: { says: 'the code', isSecret: true },
  ttl_minutes: { says: 'minutes that it is valid' },
} as const satisfies Record<string, MessageVariable>;

const REQUEST = {
  requested_by: { says: 'browser and system of who asked for it, such as `Firefox on Linux`', isOptional: true },
  requested_from: { says: 'place of who asked for it, as far as it is known', isOptional: true },
  requested_at: { says: 'time, such as `21 November 2026, 23:24 UTC`', isOptional: true },
} as const satisfies Record<string, MessageVariable>;

const LINK = {
  magic_link: { says: 'the link', isUrl: true, isSecret: true },
} as const satisfies Record<string, MessageVariable>;

const ACTION = {
  action_url: { says: 'page that the email leads to', isUrl: true, isSecret: true },
} as const satisfies Record<string, MessageVariable>;

const INVITATION = {
  'invitation.expires_in_days': { says: 'days that the link is valid' },
  'invitation.public_metadata': { says: 'public metadata of the invitation, or a field of it', isOpen: true },
} as const satisfies Record<string, MessageVariable>;

const CHANGE = {
  title: { says: 'what has happened, such as `A passkey was added`' },
  meaning: { says: 'what it means for the account' },
  item: { says: 'what it is about: an address, a masked number, the name of a passkey', isOptional: true },
} as const satisfies Record<string, MessageVariable>;

function code(name: string): MessageSlug {
  return { name, variables: { ...MAIL, ...CODE, ...REQUEST }, required: ['otp_code'] };
}

function link(name: string): MessageSlug {
  return { name, variables: { ...MAIL, ...LINK, ...CODE, ...REQUEST }, required: ['magic_link'] };
}

function invitation(name: string): MessageSlug {
  return { name, variables: { ...MAIL, ...ACTION, ...INVITATION }, required: ['action_url'] };
}

/** @param own Clerk's name for the item of this change */
function change(name: string, own?: string): MessageSlug {
  const item = own ? { [own]: { says: 'the same as `item`', isOptional: true } as const } : {};
  return { name, variables: { ...MAIL, ...CHANGE, ...item }, required: [] };
}

/** The emails, under Clerk's slugs where Clerk has one. */
const EMAIL = {
  verification_code: code('Verification code'),
  reset_password_code: code('Code to set a new password'),
  new_device_code: {
    name: 'Code for a new device',
    variables: { ...MAIL, ...CODE, magic_link: { ...LINK.magic_link, isOptional: true }, ...REQUEST },
    required: ['otp_code'],
  },
  magic_link_sign_in: link('Sign-in link'),
  magic_link_sign_up: link('Sign-up link'),
  magic_link_user_profile: link('Link that verifies an address'),
  magic_link_new_device: link('Link for a new device'),
  magic_link_reverification: link('Link that confirms a change'),
  invitation: invitation('Invitation'),
  waitlist_invitation: invitation('Invitation from the waitlist'),
  waitlist_confirmation: { name: 'Waitlist confirmation', variables: MAIL, required: [] },
  account_exists: {
    name: 'Account exists already',
    variables: { ...MAIL, action_url: { ...ACTION.action_url, isOptional: true }, ...REQUEST },
    required: [],
  },
  methods_suspended: {
    name: 'Sign-in methods switched off',
    variables: { ...MAIL, methods: { says: 'the methods, one a line' }, ...REQUEST },
    required: ['methods'],
  },
  account_deleted: change('Account deleted'),
  account_locked: change('Account locked'),
  backup_codes_created: change('Backup codes created'),
  backup_codes_removed: change('Backup codes removed'),
  connected_account_added: change('Connected account added'),
  connected_account_removed: change('Connected account removed'),
  default_phone_number_changed: change('Number for codes changed'),
  email_address_added: change('Email address added'),
  email_address_removed: change('Email address removed'),
  new_device_sign_in: change('New device signed in'),
  passkey_added: change('Passkey added', 'passkey_name'),
  passkey_removed: change('Passkey removed', 'passkey_name'),
  passkey_renamed: change('Passkey renamed', 'passkey_name'),
  password_added: change('Password set'),
  password_changed: change('Password changed'),
  password_removed: change('Password removed'),
  phone_number_added: change('Phone number added'),
  phone_number_removed: change('Phone number removed'),
  phone_second_factor_disabled: change('Codes by text message switched off'),
  phone_second_factor_enabled: change('Codes by text message switched on'),
  primary_email_address_changed: change('Primary email address changed', 'new_email_address'),
  primary_phone_number_changed: change('Primary phone number changed'),
  primary_wallet_changed: change('Primary wallet changed'),
  session_revoked: change('Device signed out'),
  totp_disabled: change('Authenticator app removed'),
  totp_enabled: change('Authenticator app added'),
  username_changed: change('Username changed'),
  username_removed: change('Username removed'),
  wallet_added: change('Wallet added'),
  wallet_removed: change('Wallet removed'),
} as const satisfies Record<string, MessageSlug>;

const SMS = {
  verification_code: {
    name: 'Verification code',
    variables: {
      'app.name': APP['app.name'],
      'app.domain_name': APP['app.domain_name'],
      to_phone_number: { says: 'number that the message goes to' },
      ...CODE,
    },
    required: ['otp_code'],
  },
} as const satisfies Record<string, MessageSlug>;

export type MessageType = 'email' | 'sms';
export type EmailSlug = keyof typeof EMAIL;
export type SmsSlug = keyof typeof SMS;

/** Every message of every channel, in the order in which administrators see them. */
export const MESSAGE_SLUGS: {
  readonly email: Readonly<Record<EmailSlug, MessageSlug>>;
  readonly sms: Readonly<Record<SmsSlug, MessageSlug>>;
} = { email: EMAIL, sms: SMS };

/** Returns the slugs of a channel, in order. */
export function slugsOf(type: MessageType): readonly string[] {
  return Object.keys(MESSAGE_SLUGS[type]);
}

/** Finds a message by its name; undefined when there is none. */
export function findSlug(type: string, slug: string): MessageSlug | undefined {
  if (type !== 'email' && type !== 'sms') return undefined;
  const table: Readonly<Record<string, MessageSlug>> = MESSAGE_SLUGS[type];
  return Object.hasOwn(table, slug) ? table[slug] : undefined;
}
