export type MessageTemplate = 'verification_code';

/** What the attempts ask to be sent. Text and HTML are made by the delivery from the template. */
export interface OutgoingMessage {
  /** One e-mail address. */
  to: string;
  channel: 'email';
  template: MessageTemplate;
  code: string;
  /** Minutes the code is good for. */
  expiresInMinutes: number;
}

/** A message kept in test mode, newest first in `GET /__dev/messages`. */
export interface DevMessage {
  id: string;
  to: string;
  channel: 'email' | 'sms';
  template: string;
  code?: string;
  url?: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** Sends one message. Rejects when it could not be handed over; the caller answers 503. */
export interface Delivery {
  send(message: OutgoingMessage): Promise<void>;
}
