import { readBounded } from '../../lib/read-bounded.ts';
import { ApiError } from '../errors.ts';
import { Params } from '../params.ts';

const MAX_BYTES = 64 * 1024;
const MAX_FIELDS = 500;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses the body of a request: a form, url-encoded or multipart.
 *
 * @throws {ApiError} 413 when it is too large, 415 for another content type, 400 when it cannot be read, has too many
 *   fields, or has field names that would reach a prototype
 */
export async function parseBody(request: Request): Promise<Params> {
  const bytes = await readBytes(request).catch((error: unknown) => {
    // Reading fails only when the client went away or was too slow.
    throw error instanceof ApiError ? error : new ApiError('request_body_invalid');
  });
  if (bytes.length === 0) return new Params();
  const contentType = request.headers.get('content-type') ?? '';
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') return collect(decodeForm(bytes));
  if (type === 'multipart/form-data') return collect(await decodeMultipart(bytes, contentType));
  throw new ApiError('unsupported_content_type');
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const announced = request.headers.get('content-length');
  if (announced !== null) {
    const length = Number(announced);
    if (length > MAX_BYTES) throw new ApiError('request_body_too_large');
    if (length === 0) return new Uint8Array();
    // The HTTP server reads no more than the announced length, and this way needs no stream.
    if (length > 0) return new Uint8Array(await request.arrayBuffer());
  }
  const bytes = await readBounded(request.body, MAX_BYTES);
  if (!bytes) throw new ApiError('request_body_too_large');
  return bytes;
}

type Field = readonly [name: string, value: string];

function collect(pairs: readonly Field[]): Params {
  if (pairs.length > MAX_FIELDS) throw new ApiError('request_body_invalid');
  const fields = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (/(^|[.[\]])(__proto__|constructor|prototype)($|[.[\]])/.test(name)) throw new ApiError('request_body_invalid');
    const known = fields.get(name);
    if (known) known.push(value);
    else fields.set(name, [value]);
  }
  return new Params(fields);
}

/** Stricter than the URL standard: bytes that are no text are refused, not replaced. */
function decodeForm(bytes: Uint8Array): Field[] {
  try {
    return utf8
      .decode(bytes)
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair): Field => {
        const at = pair.indexOf('=');
        return at < 0 ? [decode(pair), ''] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
      });
  } catch {
    throw new ApiError('request_body_invalid');
  }
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  return spaced.includes('%') ? decodeURIComponent(spaced) : spaced;
}

/** Decodes the text fields of a multipart form. Files are dropped: no route takes any. */
async function decodeMultipart(bytes: Uint8Array, contentType: string): Promise<Field[]> {
  try {
    utf8.decode(bytes);
    const headers = { 'content-type': contentType };
    const form = await new Response(bytes as Uint8Array<ArrayBuffer>, { headers }).formData();
    return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  } catch {
    throw new ApiError('request_body_invalid');
  }
}
