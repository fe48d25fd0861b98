import type { InstanceConfig } from '../config.ts';
import { ConfigError } from '../settings/config-error.ts';
import { DevDelivery, type DevMessageStorage } from './dev-delivery.ts';
import type { Delivery, EmailMessage } from './port.ts';
import { SmtpDelivery } from './smtp-delivery.ts';

/** A delivery that the composition root may check at the start and has to close at the end. */
export interface InstanceDelivery extends Delivery {
  /** Rejects when the mail server cannot be used. */
  check(): Promise<void>;
  close(): void;
}

/**
 * Chooses how messages leave: through SMTP when it is configured; in test mode every message is also kept,
 * and `+clerk_test` addresses get no mail at all.
 *
 * @param now milliseconds since the epoch
 * @throws {ConfigError} when codes are needed and there is no way to send them
 */
export function createDelivery(
  config: Pick<InstanceConfig, 'smtp' | 'testMode' | 'applicationName' | 'supportEmail' | 'attributes' | 'emailCode'>,
  storage: DevMessageStorage,
  now: () => number = Date.now,
): InstanceDelivery {
  const { applicationName, supportEmail } = config;
  const smtp = config.smtp ? new SmtpDelivery({ ...config.smtp, applicationName, supportEmail }) : undefined;
  const dev = config.testMode ? new DevDelivery(storage, now) : undefined;
  const needsMail = config.emailCode || config.attributes.emailAddress !== 'off';
  if (!smtp && !dev && needsMail) {
    const cure = 'Set smtp.url (CLERK_SMTP_URL) and smtp.from (CLERK_SMTP_FROM), or testMode while developing.';
    throw new ConfigError([
      { setting: 'smtp', problem: 'is missing, and e-mail addresses are verified by code', cure },
    ]);
  }
  return {
    send: async (message) => {
      await dev?.send(message);
      if (message.channel === 'email' && (!dev || !isTestAddress(message))) await smtp?.send(message);
    },
    check: async () => smtp?.check(),
    close: () => smtp?.close(),
  };
}

function isTestAddress({ to }: EmailMessage): boolean {
  return to.slice(0, to.lastIndexOf('@')).includes('+clerk_test');
}
