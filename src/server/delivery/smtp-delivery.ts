import { createTransport } from 'nodemailer';
import { type Delivery, type EmailMessage, UndeliverableError } from './port.ts';
import { isLoopbackHost } from '../../protocol/loopback.ts';
import { MailServerError } from './mail-server-error.ts';
import { checkRecipient } from './recipient.ts';
import { createSendLine, type SendLimits, SendTimeout } from './send-line.ts';
import type { Brand } from './templates/render-blocks.ts';
import { renderMail } from './templates/render-mail.ts';
import { loadWording } from './wording.ts';

export interface SmtpOptions extends Brand {
  /** `smtp://user:password@host:587` or `smtps://…`. `?tls=optional` allows SMTP without TLS. */
  url: string;
  /** Sender, `no-reply@example.com` or `Acme <no-reply@example.com>`. */
  from: string;
  /** Replaces some of the default limits. */
  limits?: Partial<SendLimits>;
}

const LIMITS: SendLimits = { atOnce: 5, waiting: 100, deadlineMs: 10_000 };
/** Shorter than the deadline: a connection to a server that hangs is closed before the waiting messages time out. */
const CONNECT_MS = 5_000;
const SOCKET_MS = 8_000;
/** In an answer to RCPT: the mailbox does not exist, or takes no mail (RFC 3463, sections 3.2 and 3.3). */
const NO_MAILBOX = /\b5\.[12]\.\d{1,3}\b/;
/** In any answer: a reason of the server, which may be about the sender (RFC 3463). */
const ANY_REASON = /\b5\.\d\.\d{1,3}\b/;

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** Sends mail through an SMTP server, over a few connections that stay open. */
export class SmtpDelivery implements Delivery<EmailMessage> {
  readonly #options: SmtpOptions;
  readonly #transport: ReturnType<typeof connect>;
  readonly #line: ReturnType<typeof createSendLine>;

  constructor(options: SmtpOptions) {
    const limits = { ...LIMITS, ...options.limits };
    this.#options = options;
    this.#transport = connect(options.url, limits.atOnce);
    this.#line = createSendLine(limits);
  }

  /**
   * Sends one mail.
   *
   * @throws {TypeError} when the recipient is not one plain address
   * @throws {UndeliverableError} when the server says that this address will never take mail
   * @throws {Error} when the server cannot be reached in time, or refuses. The error names no recipient, code or link
   */
  async send(message: EmailMessage): Promise<void> {
    const { from } = this.#options;
    const address = checkRecipient(message.to);
    const { subject, text, html } = renderMail(this.#options, message, await loadWording(message.language));
    const mail = {
      from,
      to: { name: '', address },
      subject,
      text,
      html,
      // Keeps automatic replies from coming back (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    };
    try {
      await this.#line(() => this.#transport.sendMail(mail));
    } catch (error) {
      if (isRefusedForGood(error)) {
        // oxlint-disable-next-line preserve-caught-error -- the server's own words hold the recipient
        throw new UndeliverableError(`The address takes no mail: ${reasonOf(error)}`);
      }
      // oxlint-disable-next-line preserve-caught-error -- the server's own words hold the recipient, and causes are logged
      throw new Error(`The mail server did not take the message: ${reasonOf(error)}`);
    }
  }

  /**
   * Connects and signs in, and sends nothing.
   *
   * @throws {MailServerError} with the reason when that fails
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

function connect(text: string, maxConnections: number) {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:' || url.port === '465';
  const mayBePlain = isLoopbackHost(url.hostname) || url.searchParams.get('tls') === 'optional';
  return createTransport({
    pool: true,
    maxConnections,
    maxRequeues: 1,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    // Without this, an attacker on the network could strip STARTTLS and read the codes.
    requireTLS: !secure && !mayBePlain,
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/**
 * Whether the server has refused the recipient for good (RFC 5321, section 4.2.1). A refusal because of the sender, the
 * server's address or the text is for the operator to mend, so the user is not asked for another address.
 */
function isRefusedForGood(error: unknown): boolean {
  const { command, responseCode = 0, response = '' } = error as SmtpError;
  if (command !== 'RCPT TO') return false;
  if (ANY_REASON.test(response)) return NO_MAILBOX.test(response);
  return [550, 551, 553].includes(responseCode);
}

/** Returns the codes of an error. The words of the server may repeat the recipient. */
function reasonOf(error: unknown): string {
  if (error instanceof SendTimeout) return error.message;
  const { code, responseCode } = error as SmtpError;
  return [code ?? 'unknown error', responseCode].filter(Boolean).join(' ');
}
