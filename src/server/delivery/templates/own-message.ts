import type { JsonObject } from '../../expressions/evaluate.ts';
import { fillHtml, fillPlain, type MessageValues, textAsHtml } from '../../message-templates/fill-message.ts';
import { htmlToText } from '../../message-templates/html-to-text.ts';
import { type EmailSlug, MESSAGE_SLUGS, type MessageVariable } from '../../message-templates/message-slugs.ts';
import type { EmailMessage, MailPurpose, OutgoingMessage, Requester } from '../port.ts';
import type { Wording } from '../wording.ts';
import { layout } from './layout.ts';
import { oneLine, unlinked } from './mail-text.ts';
import { listMethods } from './methods-suspended.ts';
import { describeChange } from './notification.ts';
import { type Brand, checkUrl, paragraphHtml, type RenderedMail } from './render-blocks.ts';

const LINKS: Readonly<Record<MailPurpose, EmailSlug>> = {
  sign_in: 'magic_link_sign_in',
  sign_up: 'magic_link_sign_up',
  verify_address: 'magic_link_user_profile',
  new_device: 'magic_link_new_device',
  reverification: 'magic_link_reverification',
};
const MAX_SUBJECT = 250;
const MAX_PREVIEW = 150;

/** Returns the slug of the template that a mail is written from. */
export function slugOf(message: EmailMessage): EmailSlug {
  if (message.template === 'email_link') return LINKS[message.purpose];
  if (message.template === 'new_device') return 'new_device_code';
  if (message.template !== 'notification') return message.template;
  return message.kind === 'new_sign_in' ? 'new_device_sign_in' : message.kind;
}

/**
 * Writes a mail with the operator's texts. Where a body is missing, it is made from the other one; where both are, the
 * server's own are used.
 *
 * @param byDefault writes the server's own mail
 */
export function renderOwnMail(
  brand: Brand,
  message: EmailMessage,
  wording: Wording,
  byDefault: () => RenderedMail,
): RenderedMail {
  const slug = slugOf(message);
  const own = brand.own?.templates.email[slug];
  if (!own) return byDefault();
  const { variables } = MESSAGE_SLUGS.email[slug];
  const values = valuesOf(brand, message, wording);
  const { subject, html, text } = own;
  const given = {
    ...(subject && { subject: oneLine(fillPlain(subject, values, ', '), MAX_SUBJECT) }),
    ...(html && { html: fillHtml(html, values) }),
    ...(text && { text: `${fillPlain(text, values).trim()}\n` }),
  };
  const plain = given.text ?? (given.html === undefined ? undefined : htmlToText(given.html));
  const rich =
    given.html ??
    (text &&
      layout(
        wording,
        oneLine(brand.applicationName),
        oneLine(given.text ?? '', MAX_PREVIEW),
        textAsHtml(text, values, variables as Readonly<Record<string, MessageVariable>>, paragraphHtml),
      ));
  if (given.subject !== undefined && plain !== undefined && rich !== undefined) {
    return { subject: given.subject, text: plain, html: rich };
  }
  const server = byDefault();
  return { subject: given.subject ?? server.subject, text: plain ?? server.text, html: rich ?? server.html };
}

/** Returns the values of all variables of a message. What a user has chosen, such as the name of a passkey, holds no link. */
export function valuesOf(
  brand: Pick<Brand, 'applicationName' | 'supportEmail' | 'own'>,
  message: OutgoingMessage,
  wording: Wording,
): MessageValues {
  const { own } = brand;
  const link = message.url === undefined ? null : checkUrl(message.url);
  return {
    'app.name': brand.applicationName,
    'app.domain_name': own?.domain ?? null,
    'app.url': own?.url ?? null,
    'app.logo_image_url': own?.logoUrl ?? null,
    support_email: brand.supportEmail,
    to_email_address: message.to,
    to_phone_number: message.to,
    otp_code: message.code ?? null,
    ttl_minutes: message.expiresInMinutes ?? null,
    magic_link: link,
    action_url: link,
    ...(message.channel === 'email' ? valuesOfMail(message, wording) : {}),
  };
}

function valuesOfMail(message: EmailMessage, wording: Wording): MessageValues {
  const requester = 'requester' in message ? message.requester : undefined;
  const request = valuesOfRequester(requester, wording);
  switch (message.template) {
    case 'invitation':
    case 'waitlist_invitation':
      return {
        'invitation.expires_in_days': message.expiresInDays,
        'invitation.public_metadata': message.publicMetadata ?? ({} satisfies JsonObject),
      };
    case 'methods_suspended':
      return {
        ...request,
        methods: listMethods(message.methods, wording).map(([kind, history]) => `${kind}: ${history}`),
      };
    case 'notification': {
      const item = message.item === undefined ? null : unlinked(message.item);
      return { ...request, ...describeChange(message, wording), item, passkey_name: item, new_email_address: item };
    }
    default:
      return request;
  }
}

function valuesOfRequester(requester: Requester | undefined, wording: Wording): MessageValues {
  if (!requester) return {};
  const { device, place, at } = requester;
  return {
    requested_by: device ?? wording.text('requester.unknownDevice'),
    requested_from: place,
    requested_at: wording.time(at),
  };
}
