import { nodeModule } from './node-module.ts';

/** Node decodes in a microsecond what takes `atob` and a loop five. */
const NodeBuffer = nodeModule('node:buffer')?.Buffer;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Decodes base64url (RFC 4648, section 5) whose alphabet the caller has checked.
 *
 * @throws {Error} when no bytes have an encoding of this length
 */
export function decodeBytes(part: string): Uint8Array<ArrayBuffer> {
  if (part.length % 4 === 1) throw new TypeError('This is not base64url.');
  if (NodeBuffer) return NodeBuffer.from(part, 'base64url');
  return Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0));
}

/**
 * Decodes a JSON object in base64url whose alphabet the caller has checked.
 *
 * @returns undefined when it is something else
 */
export function decodeJsonObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(decodeText(decodeBytes(part)));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function decodeText(bytes: Uint8Array<ArrayBuffer>): string {
  const text = NodeBuffer ? (bytes as Buffer).toString() : undefined;
  // Node puts U+FFFD where the bytes are not UTF-8. A text that has the character is decoded again, with an error for those.
  return text === undefined || text.includes('\uFFFD') ? utf8.decode(bytes) : text;
}
