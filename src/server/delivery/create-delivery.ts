import { isDeliveredByApp } from '../config/read-delivered-by-app.ts';
import type { InstanceConfig } from '../config/config.ts';
import { isTestRecipient } from '../identifiers/test-recipient.ts';
import { ConfigError, type ConfigProblem } from '../lib/config-error.ts';
import { lazy } from '../lib/lazy.ts';
import { type BrandConfig, brandOf, smsTextOf } from './brand.ts';
import { DevDelivery, type DevMessageStorage } from './dev-delivery.ts';
import type { Delivery, EmailMessage, SmsMessage } from './port.ts';
import { TwilioSms } from './sms/twilio-sms.ts';
import { WebhookSms } from './sms/webhook-sms.ts';
import type { SmtpOptions } from './smtp-delivery.ts';

/** The delivery of an instance. The server checks it when it starts, and closes it when it stops. */
export interface InstanceDelivery extends Delivery {
  /** @throws {MailServerError} when the mail server cannot be used */
  check(): Promise<void>;
  close(): void;
}

type Config = Pick<InstanceConfig, 'smtp' | 'sms' | 'testMode' | 'attributes' | 'emailCode' | 'deliveredByApp'> &
  BrandConfig;

/**
 * Sends mail through SMTP and text messages through their service, where the settings configure them. In test mode it
 * also stores every message, and sends none to `+clerk_test` addresses and fictional numbers.
 *
 * @param now milliseconds since the epoch
 * @throws {ConfigError} when the instance needs codes and cannot send them
 */
export function createDelivery(
  config: Config,
  storage: DevMessageStorage,
  now: () => number = Date.now,
): InstanceDelivery {
  const brand = brandOf(config);
  const smtp = config.smtp ? openSmtp({ ...config.smtp, ...brand }) : undefined;
  const dev = config.testMode ? new DevDelivery(storage, brand, now) : undefined;
  const sms = createSms(config);
  const problems = dev ? [] : missing(config);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    send: async (message) => {
      await dev?.send(message);
      if (dev && isTestRecipient(message)) return;
      await (message.channel === 'email' ? smtp?.send(message) : sms?.send(message));
    },
    keep: async (message) => dev?.send(message),
    check: async () => smtp?.check(),
    close: () => smtp?.close(),
  };
}

/** Loads the code for SMTP at once. Servers in test mode without a mail server never need it. */
function openSmtp(options: SmtpOptions): Omit<InstanceDelivery, 'send'> & Delivery<EmailMessage> {
  const smtp = lazy(async () => new (await import('./smtp-delivery.ts')).SmtpDelivery(options), true);
  return {
    send: async (message) => (await smtp()).send(message),
    check: async () => (await smtp()).check(),
    close: () => {
      smtp().then(
        (opened) => opened.close(),
        () => {},
      );
    },
  };
}

function createSms(config: Config): Delivery<SmsMessage> | undefined {
  const { sms } = config;
  const text = smsTextOf(config);
  if (sms.twilio) return new TwilioSms({ ...text, ...sms.twilio });
  return sms.webhook ? new WebhookSms({ ...text, ...sms.webhook }) : undefined;
}

/** Returns the channels that verification needs and the settings do not configure. */
function missing(config: Config): ConfigProblem[] {
  const { smtp, sms, emailCode, attributes } = config;
  const problems: ConfigProblem[] = [];
  if (!smtp && !isDeliveredByApp(config, 'email') && (emailCode || attributes.emailAddress !== 'off')) {
    const cure = 'Set smtp.url (CLERK_SMTP_URL) and smtp.from (CLERK_SMTP_FROM), or testMode while developing.';
    problems.push({ setting: 'smtp', problem: 'is missing, and email addresses are verified by code', cure });
  }
  if (!sms.twilio && !sms.webhook && !isDeliveredByApp(config, 'sms') && attributes.phoneNumber !== 'off') {
    const cure = 'Set sms.twilio (CLERK_SMS_TWILIO_…) or sms.webhook, or testMode while developing.';
    problems.push({ setting: 'sms', problem: 'is missing, and phone numbers are verified by code', cure });
  }
  return problems;
}
