import type { EmailMessage } from '../port.ts';
import { renderNewDevice, renderVerificationCode } from './code-mails.ts';
import { renderEmailLink } from './email-link.ts';
import { renderMethodsSuspended } from './methods-suspended.ts';
import { renderNotification } from './notification.ts';
import { renderOwnMail } from './own-message.ts';
import { ENGLISH, type Wording } from '../wording.ts';
import type { Brand, RenderedMail } from './render-blocks.ts';
import { renderAccountExists, renderInvitation, renderWaitlistConfirmation } from './sign-up-mails.ts';

type Templates = {
  [Name in EmailMessage['template']]: (
    brand: Brand,
    message: Extract<EmailMessage, { template: Name }>,
    wording: Wording,
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

/**
 * Writes a mail, with the operator's texts where there are some.
 *
 * @param wording of the language of the message; default English
 * @throws {TypeError} when its link is not an absolute http(s) URL
 */
export function renderMail(brand: Brand, message: EmailMessage, wording = ENGLISH): RenderedMail {
  return renderOwnMail(brand, message, wording, () => renderDefaultMail(brand, message, wording));
}

/** Writes a mail with the server's own texts. @param wording default English */
export function renderDefaultMail(brand: Brand, message: EmailMessage, wording = ENGLISH): RenderedMail {
  const render = TEMPLATES[message.template] as (brand: Brand, message: EmailMessage, wording: Wording) => RenderedMail;
  return render(brand, message, wording);
}
