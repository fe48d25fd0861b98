import type { MessageEvent } from '../../src/server/webhooks/record-message.ts';

/** An email with a code, as the delivery would report it. */
export function emailEvent(code: string, expiresAt: number): MessageEvent {
  return {
    type: 'email.created',
    data: {
      object: 'email',
      id: 'ema_1',
      slug: 'verification_code',
      from_email_name: 'Acme Labs',
      to_email_address: 'ada@example.com',
      email_address_id: null,
      user_id: null,
      status: 'queued',
      delivered_by_clerk: false,
    },
    secret: { subject: `${code} is your code`, body: `<p>${code}</p>`, body_plain: code, data: { otp_code: code } },
    expiresAt,
  };
}

/** A text message with a code. */
export function smsEvent(code: string, expiresAt: number): MessageEvent {
  return {
    type: 'sms.created',
    data: {
      object: 'sms_message',
      id: 'sms_1',
      slug: 'verification_code',
      from_phone_number: '',
      to_phone_number: '+12015550123',
      phone_number_id: null,
      user_id: null,
      status: 'queued',
      delivered_by_clerk: false,
    },
    secret: { message: `${code} is your code`, data: { otp_code: code } },
    expiresAt,
  };
}
