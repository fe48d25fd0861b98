import type { InstanceConfig } from '../config/config.ts';
import { isTestRecipient } from '../identifiers/test-recipient.ts';
import { ConfigError, type ConfigProblem } from '../lib/config-error.ts';
import { DevDelivery, type DevMessageStorage } from './dev-delivery.ts';
import type { Delivery } from './port.ts';
import { createSms } from './sms/create-sms.ts';
import { SmtpDelivery } from './smtp-delivery.ts';

/** A delivery that the composition root may check at the start and has to close at the end. */
export interface InstanceDelivery extends Delivery {
  /** Rejects when the mail server cannot be used. */
  check(): Promise<void>;
  close(): void;
}

type Config = Pick<
  InstanceConfig,
  'smtp' | 'sms' | 'testMode' | 'applicationName' | 'supportEmail' | 'attributes' | 'emailCode' | 'signInUrl'
>;

/**
 * Chooses how messages leave: mail through SMTP, text messages through their service, where they are configured. In
 * test mode every message is also kept, and `+clerk_test` addresses and fictional numbers get none at all.
 *
 * @param now milliseconds since the epoch
 * @throws {ConfigError} when codes are needed and there is no way to send them
 */
export function createDelivery(
  config: Config,
  storage: DevMessageStorage,
  now: () => number = Date.now,
): InstanceDelivery {
  const { applicationName, supportEmail } = config;
  const smtp = config.smtp ? new SmtpDelivery({ ...config.smtp, applicationName, supportEmail }) : undefined;
  const dev = config.testMode ? new DevDelivery(storage, { applicationName, supportEmail }, now) : undefined;
  const sms = createSms(config);
  const problems = dev ? [] : missing(config);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    send: async (message) => {
      await dev?.send(message);
      if (dev && isTestRecipient(message)) return;
      await (message.channel === 'email' ? smtp?.send(message) : sms?.send(message));
    },
    check: async () => smtp?.check(),
    close: () => smtp?.close(),
  };
}

/** What is needed to prove addresses and numbers, and is not there. */
function missing({ smtp, sms, emailCode, attributes }: Config): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (!smtp && (emailCode || attributes.emailAddress !== 'off')) {
    const cure = 'Set smtp.url (CLERK_SMTP_URL) and smtp.from (CLERK_SMTP_FROM), or testMode while developing.';
    problems.push({ setting: 'smtp', problem: 'is missing, and email addresses are verified by code', cure });
  }
  if (!sms.twilio && !sms.webhook && attributes.phoneNumber !== 'off') {
    const cure = 'Set sms.twilio (CLERK_SMS_TWILIO_…) or sms.webhook, or testMode while developing.';
    problems.push({ setting: 'sms', problem: 'is missing, and phone numbers are verified by code', cure });
  }
  return problems;
}
