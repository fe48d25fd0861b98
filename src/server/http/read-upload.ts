import { readBounded } from '../lib/read-bounded.ts';
import { ApiError } from './errors.ts';

/** Room for the boundaries and headers of a multipart body. */
const AROUND = 16 * 1024;
/** Parts of a form that are looked at. */
const MAX_PARTS = 16;
const MAX_HEADERS = 4 * 1024;

/**
 * Reads the field `file` of a request: a part of a multipart form, or the whole body as `application/octet-stream`. A text
 * is taken as base64, with or without `data:…;base64,` in front of it: clerk-js sends a string that way.
 *
 * @param maxBytes length of the largest file; reading stops as soon as the body has more
 * @throws {ApiError} 413 when the file is too large, 415 for another content type, 422 when there is no file or it is
 *   empty, 400 when the body cannot be read
 */
export async function readUpload(request: Request, maxBytes: number): Promise<Uint8Array> {
  const contentType = request.headers.get('content-type') ?? '';
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'multipart/form-data' && type !== 'application/octet-stream') {
    throw new ApiError('unsupported_content_type');
  }
  // Base64 makes four characters of three bytes.
  const maxLength = Math.ceil(maxBytes * (4 / 3)) + AROUND;
  const limit = type === 'multipart/form-data' ? maxBytes + AROUND : maxLength;
  if (Number(request.headers.get('content-length')) > limit) throw tooLarge();
  const body = await readBounded(request.body, limit).catch(() => {
    // Reading fails only when the client went away or was too slow.
    throw new ApiError('request_body_invalid');
  });
  if (!body) throw tooLarge();
  const file = type === 'multipart/form-data' ? findFile(body, contentType) : fromText(body);
  if (file.length === 0) throw new ApiError('form_param_nil', { param: 'file' });
  if (file.length > maxBytes) throw tooLarge();
  return file;
}

function tooLarge(): ApiError {
  return new ApiError('avatar_file_size_exceeded', { param: 'file' });
}

/** Finds the part of a multipart form (RFC 7578) whose name is `file`. The bytes of the file are not copied. */
function findFile(body: Buffer, contentType: string): Uint8Array {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  const delimiter = `\r\n--${boundary}`;
  // The body begins with the delimiter, without the line break.
  const begins = body.subarray(0, delimiter.length - 2).equals(Buffer.from(delimiter.slice(2)));
  if (boundary === undefined || !begins) throw new ApiError('request_body_invalid');
  let start = delimiter.length - 2;
  for (let part = 0; part < MAX_PARTS && body.toString('latin1', start, start + 2) === '\r\n'; part++) {
    const headersEnd = body.subarray(0, start + MAX_HEADERS).indexOf('\r\n\r\n', start);
    if (headersEnd < 0) break;
    const end = body.indexOf(delimiter, headersEnd + 4);
    if (end < 0) break;
    const headers = body.toString('latin1', start, headersEnd);
    if (/^content-disposition:[^\r\n]*;\s*name="?file"?\s*(;|$)/im.test(headers)) {
      const file = body.subarray(headersEnd + 4, end);
      return /;\s*filename/i.test(headers) ? file : fromText(file);
    }
    start = end + delimiter.length;
    if (body.toString('latin1', start, start + 2) === '--') throw new ApiError('form_param_missing', { param: 'file' });
  }
  throw new ApiError('request_body_invalid');
}

/** Decodes a text of base64. Bytes that are none stay as they are. */
function fromText(bytes: Buffer): Uint8Array {
  const text = bytes.toString('latin1').replace(/^data:[^,]{0,200},/i, '');
  // One pass, whatever the text is: a pattern of the whole text would try every place where its padding may begin.
  return /[^\w+/\s=-]/.test(text) ? bytes : Buffer.from(text, 'base64');
}
