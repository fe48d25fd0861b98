import { DAY_MS } from '../clock.ts';
import { senderNameOf } from '../config/read-mail.ts';
import { isDeliveredByApp } from '../config/read-delivered-by-app.ts';
import type { InstanceConfig } from '../config/config.ts';
import { brandOf, smsTextOf } from '../delivery/brand.ts';
import type { Delivery, EmailMessage, MessageCause, OutgoingMessage, SmsMessage } from '../delivery/port.ts';
import { renderSms } from '../delivery/sms/render-sms.ts';
import { slugOf, valuesOf } from '../delivery/templates/own-message.ts';
import { renderMail } from '../delivery/templates/render-mail.ts';
import { loadWording } from '../delivery/wording.ts';
import type { EventActor } from '../events/domain-events.ts';
import type { Json } from '../expressions/evaluate.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { isTestRecipient } from '../identifiers/test-recipient.ts';
import { newId } from '../ids.ts';
import { ConfigError } from '../lib/config-error.ts';
import type { Logger } from '../logger.ts';
import { MESSAGE_SLUGS, type MessageType, type MessageVariable } from '../message-templates/message-slugs.ts';
import { hasMessageEndpoint, type MessageEvent, recordMessage } from './record-message.ts';
import type { WebhookServices } from './webhooks.ts';

export interface MessageOutletServices extends WebhookServices {
  readonly config: InstanceConfig;
  readonly logger: Logger;
}

/** How long a webhook about a message without a code or link is tried. */
const KEPT_MS = 3 * DAY_MS;
const MINUTE_MS = 60_000;
/** What stands for a code that is not told. */
const NO_CODE = '••••••';

/**
 * Creates the delivery that the server uses. A message that the application delivers is not sent: endpoints get it as
 * `email.created` or `sms.created`, with its code or link. Every other message is sent, and then the endpoints that ask
 * for such events are told of it, without code and link.
 *
 * @param inner sends
 */
export function createMessageOutlet(services: MessageOutletServices, inner: Delivery): Delivery {
  const { config, clock, logger } = services;
  const record = (message: OutgoingMessage, cause: MessageCause | undefined, byApp: boolean) => {
    const now = clock.now();
    const actor: EventActor = { now, ip: cause?.ip ?? null, userAgent: cause?.userAgent ?? null };
    return describeMessage(services, message, { now, byApp, userId: cause?.userId }).then((event) =>
      recordMessage(services, actor, event),
    );
  };
  return {
    async send(given, cause) {
      const slug = given.channel === 'email' ? slugOf(given) : given.template;
      // The operator writes in one language, so what the server adds to such a message is in that one, too.
      const isOwn = config.messageTemplates[given.channel][slug] !== undefined;
      const language = (isOwn ? undefined : given.language) ?? config.defaultLocale;
      const message = { ...given, language };
      const isTest = config.testMode && isTestRecipient(message);
      if (isTest || !isDeliveredByApp(config, message.channel, slug)) {
        await inner.send(message, cause);
        if (isTest) return;
        // The message is sent: whatever fails now must not take its code back.
        try {
          if (await isWanted(services, message.channel)) await record(message, cause, false);
        } catch (error) {
          logger.error('A message that was sent could not be reported.', { slug, error: String(error) });
        }
        return;
      }
      await inner.keep?.(message);
      const endpoints = await record(message, cause, true);
      if (endpoints === 0) throw new Error(`No enabled endpoint of webhooks gets ${eventOf(message.channel)}.`);
    },
  };
}

/**
 * Makes sure that an enabled endpoint gets what the application delivers.
 *
 * @throws {ConfigError} that names the event
 */
export async function requireMessageEndpoints(services: MessageOutletServices): Promise<void> {
  const problems = [];
  for (const type of ['email', 'sms'] as const) {
    const given = services.config.deliveredByApp.find((each) => each === type || each.startsWith(`${type}/`));
    if (given === undefined || (await isWanted(services, type))) continue;
    const problem = `leaves messages to the application, but no enabled endpoint of webhooks gets ${eventOf(type)}`;
    const cure = `Name the event in an entry of webhooks, or run clerk-widgets webhooks create --event ${eventOf(type)}.`;
    problems.push({ setting: 'deliveredByApp', given, problem, cure });
  }
  if (problems.length > 0) throw new ConfigError(problems);
}

function isWanted(services: WebhookServices, type: MessageType): Promise<boolean> {
  return hasMessageEndpoint(services, eventOf(type));
}

function eventOf(type: MessageType): 'email.created' | 'sms.created' {
  return `${type}.created`;
}

interface MessageParts {
  /** Milliseconds. */
  now: number;
  byApp: boolean;
  userId: string | undefined;
}

function describeMessage(
  services: MessageOutletServices,
  message: OutgoingMessage,
  parts: MessageParts,
): Promise<MessageEvent> {
  // Only who has to deliver it gets to know the code and the link.
  const shown = parts.byApp ? message : withoutSecrets(message);
  return shown.channel === 'email' ? describeMail(services, shown, parts) : describeSms(services, shown, parts);
}

async function describeMail(
  { config, storage }: MessageOutletServices,
  message: EmailMessage,
  { now, byApp, userId }: MessageParts,
): Promise<MessageEvent> {
  const slug = slugOf(message);
  const brand = brandOf(config);
  const wording = await loadWording(message.language);
  const owner = await storage.findVerifiedEmailAddress(keyOf(message.to));
  const { subject, html, text } = renderMail(brand, message, wording);
  return {
    type: 'email.created',
    data: {
      object: 'email',
      id: newId('ema'),
      slug,
      from_email_name: senderNameOf(config),
      to_email_address: message.to,
      email_address_id: owner?.id ?? null,
      user_id: userId ?? owner?.user_id ?? null,
      status: byApp ? 'queued' : 'sent',
      delivered_by_clerk: !byApp,
    },
    secret: {
      subject,
      body: html,
      body_plain: text,
      data: dataOf(MESSAGE_SLUGS.email[slug].variables, valuesOf(brand, message, wording), byApp),
    },
    expiresAt: expiryOf(message, now),
  };
}

async function describeSms(
  { config, storage }: MessageOutletServices,
  message: SmsMessage,
  { now, byApp, userId }: MessageParts,
): Promise<MessageEvent> {
  const owner = await storage.findVerifiedPhoneNumber(message.to);
  const text = smsTextOf(config);
  const wording = await loadWording(message.language);
  return {
    type: 'sms.created',
    data: {
      object: 'sms_message',
      id: newId('sms'),
      slug: message.template,
      from_phone_number: config.sms.twilio?.from ?? '',
      to_phone_number: message.to,
      phone_number_id: owner?.id ?? null,
      user_id: userId ?? owner?.user_id ?? null,
      status: byApp ? 'queued' : 'sent',
      delivered_by_clerk: !byApp,
    },
    secret: {
      message: renderSms(message, text, wording),
      data: dataOf(
        MESSAGE_SLUGS.sms[message.template].variables,
        valuesOf({ ...text, supportEmail: null }, message, wording),
        byApp,
      ),
    },
    expiresAt: expiryOf(message, now),
  };
}

/** Returns the message with nothing in it that signs anybody in. */
function withoutSecrets<Message extends OutgoingMessage>(message: Message): Message {
  return {
    ...message,
    ...(message.code !== undefined && { code: NO_CODE }),
    ...(message.url !== undefined && { url: `${new URL(message.url).origin}/` }),
  };
}

/** Returns the values of a message, as objects: `app.name` is `name` of `app`. */
function dataOf(
  variables: Readonly<Record<string, MessageVariable>>,
  values: Readonly<Record<string, Json>>,
  withSecrets: boolean,
): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [name, { isSecret }] of Object.entries(variables)) {
    if (name.startsWith('to_') || (isSecret && !withSecrets)) continue;
    const [first = '', second] = name.split('.');
    const value = values[name] ?? null;
    if (second === undefined) data[first] = value;
    else data[first] = { ...(data[first] as object | undefined), [second]: value };
  }
  return data;
}

function expiryOf(message: OutgoingMessage, now: number): number {
  if (message.expiresInMinutes !== undefined) return now + message.expiresInMinutes * MINUTE_MS;
  return now + ('expiresInDays' in message ? message.expiresInDays * DAY_MS : KEPT_MS);
}
