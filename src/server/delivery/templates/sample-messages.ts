import { messages } from '../../../localization/en-us/messages.ts';
import type { EmailSlug, MessageType } from '../../message-templates/message-slugs.ts';
import type { EmailMessage, MailPurpose, NotificationKind, OutgoingMessage, Requester } from '../port.ts';

/** What stands in a sample for each kind of value. */
export interface SampleValues {
  to: string;
  code: string;
  url: string;
  minutes: number;
  days: number;
  requester: Requester;
  /** What a change is about; default: a typical item of that change. */
  item?: string;
  method: string;
}

const LINKS: Readonly<Record<string, MailPurpose>> = {
  magic_link_sign_in: 'sign_in',
  magic_link_sign_up: 'sign_up',
  magic_link_user_profile: 'verify_address',
  magic_link_new_device: 'new_device',
  magic_link_reverification: 'reverification',
};

/** Returns values such as users see them. @param homeUrl of the application; @param at milliseconds since the epoch */
export function sampleValues(type: MessageType, homeUrl: string, at: number): SampleValues {
  return {
    to: type === 'email' ? 'ada@example.com' : '+15555550100',
    code: '424242',
    url: `${new URL(homeUrl).origin}/sample-link`,
    minutes: 10,
    days: 30,
    requester: { device: 'Firefox on Linux', place: 'Lisbon, Portugal (203.0.113.7)', at },
    method: 'Work laptop',
  };
}

/** Makes a message of a slug, for previews. */
export function sampleMessage(type: MessageType, slug: string, values: SampleValues): OutgoingMessage {
  const { to, code, url, minutes: expiresInMinutes, days: expiresInDays, requester } = values;
  if (type === 'sms') return { to, channel: 'sms', template: 'verification_code', code, expiresInMinutes };
  const mail = { to, channel: 'email', requester } as const;
  const purpose = LINKS[slug];
  if (purpose) return { ...mail, template: 'email_link', code, url, purpose, expiresInMinutes };
  switch (slug as EmailSlug) {
    case 'verification_code':
      return { ...mail, template: 'verification_code', code, expiresInMinutes };
    case 'reset_password_code':
      return { ...mail, template: 'reset_password_code', code, expiresInMinutes };
    case 'new_device_code':
      return { ...mail, template: 'new_device', code, url, expiresInMinutes };
    case 'invitation':
      return { to, channel: 'email', template: 'invitation', url, expiresInDays };
    case 'waitlist_invitation':
      return { to, channel: 'email', template: 'waitlist_invitation', url, expiresInDays };
    case 'waitlist_confirmation':
      return { to, channel: 'email', template: 'waitlist_confirmation' };
    case 'account_exists':
      return { ...mail, template: 'account_exists', url };
    case 'methods_suspended':
      return { ...mail, template: 'methods_suspended', methods: [methodOf(values)] };
    default:
      return changeOf(slug, values);
  }
}

function methodOf({ method, requester: { at } }: SampleValues) {
  return { kind: 'passkey', name: method, addedAt: at, addedOn: null, lastUsedAt: null } as const;
}

function changeOf(slug: string, { to, item }: SampleValues): EmailMessage {
  const kind = slug === 'new_device_sign_in' ? 'new_sign_in' : (slug as NotificationKind);
  if (typeof messages.mail.notification[kind] !== 'object') throw new TypeError(`There is no message ${slug}.`);
  const typical = typicalItem(kind);
  const shown = typical === undefined ? undefined : (item ?? typical);
  const about = { to, channel: 'email', template: 'notification', kind } as const;
  return shown === undefined ? about : { ...about, item: shown };
}

function typicalItem(kind: NotificationKind): string | undefined {
  if (kind.startsWith('passkey')) return 'Work laptop';
  if (kind.includes('phone')) return '••• ••• 0100';
  if (kind.includes('email')) return 'ada@example.org';
  if (kind.startsWith('connected')) return 'GitHub';
  if (kind.startsWith('wallet') || kind === 'primary_wallet_changed') return '0x1f…9c2a';
  if (kind === 'new_sign_in' || kind === 'session_revoked') return 'Firefox on Linux';
  return undefined;
}
