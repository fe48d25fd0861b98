import { suggest } from '../lib/suggest.ts';
import { findSlug, type MessageType, slugsOf } from '../message-templates/message-slugs.ts';
import type { SettingReader } from './setting-reader.ts';

/** Reads `deliveredByApp`: channels, and single messages such as `email/invitation`. */
export function readDeliveredByApp(reader: SettingReader): readonly string[] {
  const known = ['email', 'sms'].flatMap((type) => [
    type,
    ...slugsOf(type as MessageType).map((slug) => `${type}/${slug}`),
  ]);
  return reader.list('deliveredByApp').map(({ path, value }) => {
    const [type = '', slug] = value.split('/', 2);
    if (!known.includes(value) || (slug !== undefined && !findSlug(type, slug))) {
      const near = suggest(value, known);
      const cure = near ? `Did you mean ${near}?` : 'Write email, sms, or one message, such as email/invitation.';
      reader.fail(path, 'is no message that the server sends', cure, value);
    }
    return value;
  });
}

/** Whether the application delivers a message itself, or a whole channel when no slug is given. */
export function isDeliveredByApp(
  { deliveredByApp }: { deliveredByApp: readonly string[] },
  type: MessageType,
  slug?: string,
): boolean {
  return deliveredByApp.includes(type) || (slug !== undefined && deliveredByApp.includes(`${type}/${slug}`));
}
