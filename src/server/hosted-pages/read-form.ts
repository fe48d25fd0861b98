import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import { readBytes } from '../http/middleware/parse-body.ts';

const FORM = 'application/x-www-form-urlencoded';
const MAX_FIELDS = 100;
/** Fields whose values never come back in a page. */
const SECRET = /pass|code|token|secret|otp|captcha/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A form that was posted to a page. */
export interface PostedForm {
  fields: URLSearchParams;
  /** The browser does not tell which page the form is from. The server must do nothing that it asks for. */
  isOriginHidden: boolean;
}

/**
 * Reads a form that was posted to a page.
 *
 * Browsers send forms to other origins without asking, so the `Origin` decides, as it does for the API (`checkOrigin`). It
 * is `null` when the page of the form has `Referrer-Policy: no-referrer`, and some privacy tools leave it out. Such a form
 * may be that of any page. What it holds is shown once more on a page of the server, which sends an `Origin`.
 *
 * A browser whose tool leaves `Origin` out everywhere could never go on. `Sec-Fetch-Site: same-origin` then shows that the
 * form is from a page of the server (https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header).
 *
 * @throws {ApiError} `origin_invalid` for a form of another origin, before anything of it is read; 413, 415 and 400 for a
 *   body that is too large, no form, or unreadable
 */
export async function readForm(
  request: Request,
  { allowedOrigins }: Pick<InstanceConfig, 'allowedOrigins'>,
): Promise<PostedForm> {
  const { headers } = request;
  const origin = headers.get('origin');
  const isHidden = origin === 'null' || (origin === null && headers.get('sec-fetch-site') !== 'same-origin');
  if (!isHidden && origin !== null && !allowedOrigins.includes(origin)) throw new ApiError('origin_invalid');
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== FORM) throw new ApiError('unsupported_content_type');
  const bytes = await readBytes(request);
  return { fields: parseFields(bytes), isOriginHidden: isHidden };
}

/** Returns the fields that may come back in a page. */
export function withoutSecrets(fields: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...fields].filter(([name]) => !SECRET.test(name)));
}

function parseFields(bytes: Uint8Array): URLSearchParams {
  try {
    const fields = new URLSearchParams(utf8.decode(bytes));
    if (fields.size <= MAX_FIELDS) return fields;
  } catch {
    // Bytes that are no text.
  }
  throw new ApiError('request_body_invalid');
}
