import type { EmailMessage } from '../port.ts';
import { renderNewDevice, renderVerificationCode } from './code-mails.ts';
import { renderEmailLink } from './email-link.ts';
import { renderMethodsSuspended } from './methods-suspended.ts';
import { renderNotification } from './notification.ts';
import { renderOwnMail } from './own-message.ts';
import type { Brand, RenderedMail } from './render-blocks.ts';
import { renderAccountExists, renderInvitation, renderWaitlistConfirmation } from './sign-up-mails.ts';

type Templates = {
  [Name in EmailMessage['template']]: (
    brand: Brand,
    message: Extract<EmailMessage, { template: Name }>,
  ) => RenderedMail;
};

const TEMPLATES: Templates = {
  verification_code: renderVerificationCode,
  reset_password_code: renderVerificationCode,
  new_device: renderNewDevice,
  email_link: renderEmailLink,
  account_exists: renderAccountExists,
  invitation: renderInvitation,
  waitlist_invitation: renderInvitation,
  waitlist_confirmation: renderWaitlistConfirmation,
  methods_suspended: renderMethodsSuspended,
  notification: renderNotification,
};

/** Writes a mail, with the operator's texts where there are some. @throws {TypeError} when its link is not an absolute http(s) URL */
export function renderMail(brand: Brand, message: EmailMessage): RenderedMail {
  return renderOwnMail(brand, message, () => renderDefaultMail(brand, message));
}

/** Writes a mail with the server's own texts. */
export function renderDefaultMail(brand: Brand, message: EmailMessage): RenderedMail {
  const render = TEMPLATES[message.template] as (brand: Brand, message: EmailMessage) => RenderedMail;
  return render(brand, message);
}
