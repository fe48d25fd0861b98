/** The configured mail server cannot be used. The message is for the operator. */
export class MailServerError extends Error {
  override readonly name = 'MailServerError';
  constructor(reason: string) {
    super(`The mail server of smtp.url (CLERK_SMTP_URL) cannot be used: ${reason}. Start it, or correct the setting.`);
  }
}
