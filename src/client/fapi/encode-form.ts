import { toSnakeCase } from '../../protocol/letter-case.ts';

/**
 * Encodes a body as `application/x-www-form-urlencoded` the way the Frontend API reads it (docs/protocol.md#requests):
 * top-level names are in snake_case, `undefined` is left out, `null` is an empty value, an array repeats its name, and
 * an object is JSON text. A form with a file is sent as it is.
 */
export function encodeForm(body: object): URLSearchParams | FormData {
  if (body instanceof FormData) return body;
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(body)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (item !== undefined) {
        form.append(toSnakeCase(key), typeof item === 'object' && item ? JSON.stringify(item) : String(item ?? ''));
      }
    }
  }
  return form;
}
