/** `emailAddress` becomes `email_address`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Encodes a body as `application/x-www-form-urlencoded`, the way the Frontend API reads it
 * (docs/protocol.md#requests): top-level names in snake_case, `undefined` dropped, `null` an empty value, arrays as
 * repeated names, objects as JSON text.
 */
export function encodeForm(body: object): URLSearchParams {
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
