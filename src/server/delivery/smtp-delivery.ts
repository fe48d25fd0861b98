import { createTransport } from 'nodemailer';
import type { Delivery, EmailMessage } from './port.ts';
import { checkRecipient } from './recipient.ts';
import { renderMail } from './templates/render-mail.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; `?tls=optional` lets plain SMTP through. */
  url: string;
  /** Sender, `no-reply@example.com` or `Acme <no-reply@example.com>`. */
  from: string;
  applicationName: string;
  supportEmail: string | null;
}

const CONNECT_MS = 10_000;
const SOCKET_MS = 20_000;
const POOL_SIZE = 5;

/** The configured mail server cannot be used; the message is for the operator. */
export class MailServerError extends Error {
  override readonly name = 'MailServerError';
  constructor(reason: string) {
    super(`The mail server of smtp.url (CLERK_SMTP_URL) cannot be used: ${reason}. Start it, or correct the setting.`);
  }
}

/** Sends mail through an SMTP server over a few connections that stay open. */
export class SmtpDelivery implements Delivery<EmailMessage> {
  readonly #options: SmtpOptions;
  readonly #transport: ReturnType<typeof connect>;

  constructor(options: SmtpOptions) {
    this.#options = options;
    this.#transport = connect(options.url);
  }

  /**
   * Hands one message to the mail server.
   *
   * @throws {TypeError} when the recipient is not one plain address
   * @throws {Error} when the server cannot be reached or refuses; the message names no recipient, code or link
   */
  async send(message: EmailMessage): Promise<void> {
    const { from, applicationName, supportEmail } = this.#options;
    const address = checkRecipient(message.to);
    const { subject, text, html } = renderMail({ applicationName, supportEmail }, message);
    try {
      await this.#transport.sendMail({
        from,
        to: { name: '', address },
        subject,
        text,
        html,
        // Answers of absent people would go round in circles otherwise (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
    } catch (error) {
      // oxlint-disable-next-line preserve-caught-error -- the server's own words hold the recipient, and causes are logged
      throw new Error(`The mail server did not take the message: ${reasonOf(error)}`);
    }
  }

  /**
   * Connects and signs in without sending anything.
   *
   * @throws {MailServerError} saying why it does not work
   */
  async check(): Promise<void> {
    try {
      await this.#transport.verify();
    } catch (error) {
      // oxlint-disable-next-line preserve-caught-error -- the server's own words may hold the user name
      throw new MailServerError(reasonOf(error));
    }
  }

  close(): void {
    this.#transport.close();
  }
}

function connect(text: string) {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:' || url.port === '465';
  const isLocal = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  const mayBePlain = isLocal || url.searchParams.get('tls') === 'optional';
  return createTransport({
    pool: true,
    maxConnections: POOL_SIZE,
    maxRequeues: 1,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    // Without this, whoever sits on the line could strip STARTTLS and read the codes.
    requireTLS: !secure && !mayBePlain,
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A server's own words may repeat the recipient, so only codes are kept. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code ?? 'unknown error', responseCode].filter(Boolean).join(' ');
}
