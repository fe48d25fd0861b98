import { readBounded } from '../../lib/read-bounded.ts';
import { ApiError } from '../errors.ts';
import { isHarmless, Params } from '../params.ts';

const JSON_TYPE = 'application/json';
const MAX_BYTES = 64 * 1024;
const MAX_FIELDS = 500;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses the body of a request: a form, url-encoded or multipart, or a JSON object.
 *
 * Browsers send the type `application/json` only after a preflight. `_content_type=application/json` in the query says
 * the same of a body that is sent as `text/plain`, or without a type, which needs none.
 *
 * @param query of the request
 * @throws {ApiError} 413 when it is too large, 415 for another content type, 400 when it cannot be read, has too many
 *   fields, or has field names that would reach a prototype
 */
export async function parseBody(request: Request, query: URLSearchParams): Promise<Params> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return new Params();
  const contentType = request.headers.get('content-type') ?? '';
  const type = typeOf(contentType, query.getAll('_content_type'));
  if (type === JSON_TYPE) return collect(decodeJson(bytes));
  if (type === 'application/x-www-form-urlencoded') return collect(decodeForm(bytes));
  if (type === 'multipart/form-data') return collect(await decodeMultipart(bytes, contentType));
  throw new ApiError('unsupported_content_type');
}

/** @param named values of `_content_type`; one that says something else than the header is refused */
function typeOf(contentType: string, named: readonly string[]): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isOpen = type === 'text/plain' || type === '' || type === JSON_TYPE;
  if (named.length === 0) return type;
  return named.length === 1 && named[0] === JSON_TYPE && isOpen ? JSON_TYPE : '';
}

/**
 * Reads the body of a request whole.
 *
 * @throws {ApiError} 413 when it is too large, 400 when the client went away or was too slow
 */
export async function readBytes(request: Request): Promise<Uint8Array> {
  try {
    return await readWhole(request);
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError('request_body_invalid');
  }
}

async function readWhole(request: Request): Promise<Uint8Array> {
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

/**
 * Reads a JSON object as the form that means the same: null is an empty value, an array repeats its name, and an object
 * stays JSON text.
 */
function decodeJson(bytes: Uint8Array): Field[] {
  return Object.entries(decodeJsonObject(bytes)).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((each): Field => [name, fieldText(each)]) : [[name, fieldText(value)] as const],
  );
}

/**
 * Decodes a JSON object.
 *
 * @throws {ApiError} 400 when it is something else, is so deep that writing it as text would exhaust the stack, or has a
 *   key that would reach a prototype
 */
export function decodeJsonObject(bytes: Uint8Array): Record<string, unknown> {
  const body = decodeJsonObjects(bytes);
  if (Array.isArray(body)) throw new ApiError('request_body_invalid');
  return body;
}

/** As {@link decodeJsonObject}, but takes an array of objects as well. */
export function decodeJsonObjects(bytes: Uint8Array): Record<string, unknown> | Record<string, unknown>[] {
  let body: unknown;
  try {
    body = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new ApiError('request_body_invalid');
  }
  const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
  const isList = Array.isArray(body) && body.every((item) => isObject(item) && !Array.isArray(item));
  if (!isObject(body) || (Array.isArray(body) && !isList) || !isHarmless(body)) {
    throw new ApiError('request_body_invalid');
  }
  return body as Record<string, unknown> | Record<string, unknown>[];
}

function fieldText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
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
