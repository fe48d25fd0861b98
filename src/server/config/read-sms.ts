import { getCountries } from 'libphonenumber-js/max';
import { isWebhookSecret } from '../lib/standard-webhooks.ts';
import type { InstanceConfig } from './config.ts';
import { readServiceBaseUrl, readServiceUrl } from './read-url.ts';
import type { SettingReader } from './setting-reader.ts';

const TWILIO_URL = 'https://api.twilio.com';
/** The default countries. Each further one is one where strangers can cause costs by asking for codes. */
const COUNTRIES = ['US', 'CA'];
/** A number in E.164, a short code, or an alphanumeric sender ID: up to eleven characters, one of them a letter. */
const SENDER = /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11})$/;

/** Reads how text messages are sent, and to which countries. */
export function readSms(reader: SettingReader): InstanceConfig['sms'] {
  const twilio = readTwilio(reader);
  const webhook = readWebhook(reader);
  if (twilio && webhook) {
    reader.fail('sms', 'names two ways to send messages', 'Keep one of sms.twilio and sms.webhook.');
  }
  return { countries: readCountries(reader), twilio, webhook };
}

function readCountries(reader: SettingReader): string[] {
  if (!reader.has('sms.countries')) return COUNTRIES;
  const known: readonly string[] = getCountries();
  const given = reader.list('sms.countries');
  if (given.length === 0)
    reader.fail('sms.countries', 'names no country', 'Write ISO codes such as US, or leave it out.');
  return given.map(({ path, value }) => {
    const country = value.toUpperCase();
    if (country !== '*' && !known.includes(country)) {
      reader.fail(path, 'is not the code of a country', 'Write ISO codes such as US or DE, or * for every one.', value);
    }
    return country;
  });
}

function readTwilio(reader: SettingReader): InstanceConfig['sms']['twilio'] {
  const names = ['accountSid', 'authToken', 'from', 'messagingServiceSid', 'baseUrl'] as const;
  if (!names.some((name) => reader.has(`sms.twilio.${name}`))) return null;
  const [accountSid, authToken, from, messagingServiceSid] = names.map((name) =>
    reader.text(`sms.twilio.${name}`, 256),
  );
  const baseUrl = readServiceBaseUrl(reader, 'sms.twilio.baseUrl', TWILIO_URL);
  if (accountSid === undefined || !/^AC[0-9a-f]{32}$/i.test(accountSid)) {
    const cure = 'Copy the account SID from the console of Twilio: AC and 32 digits.';
    reader.fail(
      'sms.twilio.accountSid',
      accountSid === undefined ? 'is missing' : 'is no account SID',
      cure,
      accountSid,
    );
  }
  if (authToken === undefined) {
    reader.fail('sms.twilio.authToken', 'is missing', 'Copy the auth token from the console of Twilio.');
  }
  if ((from === undefined) === (messagingServiceSid === undefined)) {
    const cure = 'Set sms.twilio.from (a number or a name), or sms.twilio.messagingServiceSid.';
    reader.fail('sms.twilio', 'needs exactly one sender', cure);
  }
  if (from !== undefined && !SENDER.test(from)) {
    const cure = 'Write a number such as +15005550006, a short code, or a name of up to 11 letters and digits.';
    reader.fail('sms.twilio.from', 'is no sender', cure, from);
  }
  if (messagingServiceSid !== undefined && !/^MG[0-9a-f]{32}$/i.test(messagingServiceSid)) {
    const cure = 'Copy the SID of the messaging service from the console of Twilio: MG and 32 digits.';
    reader.fail('sms.twilio.messagingServiceSid', 'is no messaging service SID', cure, messagingServiceSid);
  }
  return {
    accountSid: accountSid ?? '',
    authToken: authToken ?? '',
    from: from ?? null,
    messagingServiceSid: messagingServiceSid ?? null,
    baseUrl,
  };
}

function readWebhook(reader: SettingReader): InstanceConfig['sms']['webhook'] {
  if (!reader.has('sms.webhook.url') && !reader.has('sms.webhook.secret')) return null;
  const url = readServiceUrl(reader, 'sms.webhook.url');
  const secret = reader.text('sms.webhook.secret', 256);
  if (!reader.has('sms.webhook.url')) reader.fail('sms.webhook.url', 'is missing', 'Set the URL that takes messages.');
  if (secret === undefined || !isWebhookSecret(secret)) {
    const problem = secret === undefined ? 'is missing' : 'is not a secret of a webhook';
    const cure = 'Write whsec_ and at least 24 random bytes in base64: openssl rand -base64 32.';
    reader.fail('sms.webhook.secret', problem, cure);
  }
  return { url: url ?? '', secret: secret ?? '' };
}
