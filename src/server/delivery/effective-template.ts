import { isDeliveredByApp } from '../config/read-delivered-by-app.ts';
import type { InstanceConfig } from '../config/config.ts';
import {
  findSlug,
  MESSAGE_SLUGS,
  type MessageSlug,
  type MessageType,
  slugsOf,
} from '../message-templates/message-slugs.ts';
import type { OwnTemplate } from '../message-templates/message-template.ts';
import { type SmsLength, smsLength } from '../message-templates/sms-segments.ts';
import { type BrandConfig, brandOf, smsTextOf } from './brand.ts';
import type { EmailMessage, SmsMessage } from './port.ts';
import { renderDefaultSms, renderSms } from './sms/render-sms.ts';
import type { RenderedMail } from './templates/render-blocks.ts';
import { renderDefaultMail, renderMail } from './templates/render-mail.ts';
import { type SampleValues, sampleMessage, sampleValues } from './templates/sample-messages.ts';
import { ENGLISH } from './wording.ts';

/** The template of a message as it counts: the operator's, or the server's own. */
export interface EffectiveTemplate extends MessageSlug {
  type: MessageType;
  slug: string;
  /** Place in the list, from 0. */
  position: number;
  /** The operator has written a part of it. */
  isOwn: boolean;
  deliveredByApp: boolean;
  /** With expressions. Null: a text message has none. */
  subject: string | null;
  /** HTML of an email, or the text of a text message, with expressions. */
  body: string;
  /** Text of an email, with expressions; null: it is made from the HTML, or it is a text message. */
  text: string | null;
}

export type TemplateConfig = BrandConfig & Pick<InstanceConfig, 'deliveredByApp'>;

/** What a message looks like. */
export type Preview =
  | ({ type: 'email' } & RenderedMail)
  /** `length` is measured with the sample values. */
  | { type: 'sms'; text: string; length: SmsLength };

/** Lists the templates of a channel, in order. */
export function listTemplates(config: TemplateConfig, type: MessageType): EffectiveTemplate[] {
  return slugsOf(type).map((slug) => findTemplate(config, type, slug) as EffectiveTemplate);
}

/** Finds a template; undefined when the server sends no such message. */
export function findTemplate(config: TemplateConfig, type: MessageType, slug: string): EffectiveTemplate | undefined {
  const found = findSlug(type, slug);
  if (!found) return undefined;
  const own = config.messageTemplates[type][slug];
  const server = sourceOfDefault(config, type, slug);
  const isTextAlone = own?.source.text !== undefined && own.source.html === undefined;
  return {
    ...found,
    type,
    slug,
    position: slugsOf(type).indexOf(slug),
    isOwn: own !== undefined,
    deliveredByApp: isDeliveredByApp(config, type, slug),
    subject: type === 'sms' ? null : (own?.source.subject ?? server.subject),
    body: (isTextAlone ? own?.source.text : own?.source.html) ?? (type === 'sms' ? server.text : server.html),
    text:
      type === 'sms'
        ? null
        : own?.source.html === undefined
          ? (own?.source.text ?? server.text)
          : (own.source.text ?? null),
  };
}

/**
 * Shows a message with sample values.
 *
 * @param at time that the sample shows, in milliseconds since the epoch
 * @param draft texts to show in place of those that count
 */
export function previewTemplate(
  config: TemplateConfig,
  type: MessageType,
  slug: string,
  at: number,
  draft?: OwnTemplate,
): Preview {
  const own = draft ? { ...config.messageTemplates[type], [slug]: draft } : config.messageTemplates[type];
  const shown = { ...config, messageTemplates: { ...config.messageTemplates, [type]: own } };
  const message = sampleMessage(type, slug, sampleValues(type, config.homeUrl, at));
  if (message.channel === 'email') return { type: 'email', ...renderMail(brandOf(shown), message) };
  const text = renderSms(message, smsTextOf(shown));
  return { type: 'sms', text, length: smsLength(text) };
}

/** Values that no message has, so that they can be found in it again. */
const MARKS = {
  minutes: 90_001,
  days: 90_002,
  at: 4_102_444_800_000,
  url: 'https://link.invalid/',
  method: 'METHOD',
} as const;

/** Writes the server's own message in English, with the names of its variables in place of their values. */
function sourceOfDefault(config: TemplateConfig, type: MessageType, slug: string): RenderedMail {
  const link = Object.hasOwn(MESSAGE_SLUGS[type][slug as never]['variables'] as object, 'action_url')
    ? 'action_url'
    : 'magic_link';
  const values: SampleValues = {
    ...MARKS,
    to: 'ada@example.com',
    code: '{{otp_code}}',
    requester: { device: '{{requested_by}}', place: '{{requested_from}}', at: MARKS.at },
    item: '{{item}}',
  };
  const message = sampleMessage(type, slug, values);
  const name = '{{app.name}}';
  const named = (text: string): string =>
    text
      .replace(`>Passkey<`, '>Methods<')
      .replace(`Passkey: ${MARKS.method}`, MARKS.method)
      .replace(`${MARKS.method}: added ${ENGLISH.time(MARKS.at)}`, '{{methods}}')
      .replaceAll(ENGLISH.time(MARKS.at), '{{requested_at}}')
      .replaceAll(MARKS.url, `{{${link}}}`)
      .replaceAll(String(MARKS.minutes), '{{ttl_minutes}}')
      .replaceAll(String(MARKS.days), '{{invitation.expires_in_days}}');
  if (type === 'sms') {
    const text = renderDefaultSms(message as SmsMessage, { applicationName: name, domain: '{{app.domain_name}}' });
    return { subject: '', html: '', text: named(text) };
  }
  const supportEmail = config.supportEmail === null ? null : '{{support_email}}';
  const mail = renderDefaultMail({ applicationName: name, supportEmail }, message as EmailMessage);
  return { subject: named(mail.subject), html: named(mail.html), text: named(mail.text) };
}
