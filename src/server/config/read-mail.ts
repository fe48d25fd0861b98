import type { SettingReader } from './setting-reader.ts';
import type { SettingPath } from './setting-table.ts';

const ADDRESS = /^[^\s@<>(),:;"\\[\]]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

/** Reads one plain email address. */
export function readAddress(reader: SettingReader, path: SettingPath): string | null {
  const given = reader.text(path, 254);
  if (given === undefined) return null;
  if (ADDRESS.test(given)) return given;
  reader.fail(path, 'is not an email address', 'Give one address, such as help@example.com.', given);
  return null;
}

/** Reads `smtp`: both parts, or none. The URL may hold a password, so errors never show it. */
export function readSmtp(reader: SettingReader): { url: string; from: string } | null {
  if (!reader.has('smtp.url') && !reader.has('smtp.from')) return null;
  const url = reader.text('smtp.url');
  const from = reader.text('smtp.from', 320);
  if (!reader.has('smtp.url')) reader.fail('smtp.url', 'is missing', 'Set it, such as smtp://user:password@host:587.');
  if (!reader.has('smtp.from')) reader.fail('smtp.from', 'is missing', 'Set the sender, such as no-reply@example.com.');
  if (url !== undefined && !isSmtpUrl(url)) {
    reader.fail(
      'smtp.url',
      'is not an SMTP URL',
      'Write smtp://host:587 or smtps://host:465, percent-encode the password.',
    );
  } else if (url !== undefined) {
    refuseUnknownParameters(reader, new URL(url).searchParams);
  }
  if (from !== undefined && !isSender(from)) {
    reader.fail('smtp.from', 'is not one sender', 'Write no-reply@example.com or "Acme <no-reply@example.com>".', from);
  }
  return url !== undefined && from !== undefined ? { url, from } : null;
}

/** Returns the part of the sender's address before the `@`; `noreply` without a mail server. */
export function senderNameOf({ smtp }: { smtp: { from: string } | null }): string {
  return /([^\s<>@]+)@[^@]*$/.exec(smtp?.from ?? '')?.[1] ?? 'noreply';
}

function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, hash, username, password } = new URL(text);
  const isPlace = /^smtps?:$/.test(protocol) && hostname !== '' && (pathname === '' || pathname === '/') && hash === '';
  return isPlace && isEncoded(username) && isEncoded(password);
}

/**
 * Parameters that other mail libraries know. Errors show only these names: any other text may be part of the password.
 */
const FOREIGN =
  /^(auth|authmethod|debug|direct|ehlo|ignoretls|name|pool|rejectunauthorized|requiressl|requiretls|secure|ssl|starttls|tls\..*|verify.*|.*timeout)$/i;

/** Refuses parameters that would be ignored while the operator believes that they hold. */
function refuseUnknownParameters(reader: SettingReader, parameters: URLSearchParams): void {
  const cure =
    'Remove it. The server always uses TLS, except on this machine; only ?tls=optional lets mail through without it.';
  for (const [name, value] of parameters) {
    if (name !== 'tls') {
      const shown = FOREIGN.test(name) ? ` ${name}` : '';
      reader.fail('smtp.url', `has a parameter${shown} that is not known`, cure);
    } else if (value !== 'optional') {
      reader.fail('smtp.url', 'has another value for tls than optional', cure);
    }
  }
}

function isSender(text: string): boolean {
  const named = /^([^<>"]*|"[^"<>\\]*")\s*<([^<>]+)>$/.exec(text);
  return ADDRESS.test(named ? (named[2] as string) : text) && !(named?.[1] ?? '').includes(',');
}

/** Whether every `%` begins an escape. A bare one in a password would fail at the first mail only. */
function isEncoded(text: string): boolean {
  return !/%(?![0-9a-f]{2})/i.test(text);
}
