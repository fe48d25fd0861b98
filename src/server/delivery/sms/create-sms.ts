import type { InstanceConfig } from '../../config/config.ts';
import type { Delivery, SmsMessage } from '../port.ts';
import { TwilioSms } from './twilio-sms.ts';
import { WebhookSms } from './webhook-sms.ts';

/** The service that sends text messages; undefined when none is configured. */
export function createSms(
  config: Pick<InstanceConfig, 'sms' | 'applicationName' | 'signInUrl'>,
): Delivery<SmsMessage> | undefined {
  const { twilio, webhook } = config.sms;
  const text = { applicationName: config.applicationName, domain: new URL(config.signInUrl).hostname };
  if (twilio) return new TwilioSms({ ...text, ...twilio });
  return webhook ? new WebhookSms({ ...text, ...webhook }) : undefined;
}
