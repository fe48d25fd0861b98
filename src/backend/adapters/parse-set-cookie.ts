/** A cookie in the form that the `cookies.set` of frameworks takes. */
export interface ParsedCookie {
  name: string;
  value: string;
  options: {
    path: string;
    domain?: string;
    /** In seconds. */
    maxAge?: number;
    expires?: Date;
    httpOnly: boolean;
    secure: boolean;
    sameSite?: 'lax' | 'strict' | 'none';
    partitioned?: boolean;
  };
}

/**
 * Parses the value of a `Set-Cookie` header.
 *
 * @returns undefined when it is none, or has an attribute that would be lost
 */
export function parseSetCookie(line: string): ParsedCookie | undefined {
  const { name, value, attributes } = splitSetCookie(line) ?? {};
  if (name === undefined || value === undefined) return undefined;
  const options: ParsedCookie['options'] = { path: '/', httpOnly: false, secure: false };
  for (const [key, text] of attributes ?? []) if (!READERS[key]?.(options, text)) return undefined;
  return { name, value, options };
}

/**
 * Splits the value of a `Set-Cookie` header.
 *
 * @returns the cookie, and each attribute with its name in lower case; undefined when it has no name
 */
export function splitSetCookie(
  line: string,
): { name: string; value: string; attributes: [name: string, text: string][] } | undefined {
  const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
  const [name, value] = split(pair);
  if (!name || value === undefined) return undefined;
  const attributes = rest.map(split).map(([key, text = '']): [string, string] => [key.toLowerCase(), text]);
  return { name, value, attributes };
}

type Reader = (options: ParsedCookie['options'], text: string) => unknown;

/** Each returns something falsy when it cannot use the text. */
const READERS: Partial<Record<string, Reader>> = {
  path: (options, text) => (options.path = text),
  domain: (options, text) => (options.domain = text),
  'max-age': (options, text) => Number.isInteger((options.maxAge = Number(text))),
  expires: (options, text) => !Number.isNaN(Number((options.expires = new Date(text)))),
  httponly: (options) => (options.httpOnly = true),
  secure: (options) => (options.secure = true),
  partitioned: (options) => (options.partitioned = true),
  samesite(options, text) {
    options.sameSite = (['lax', 'strict', 'none'] as const).find((mode) => mode === text.toLowerCase());
    return options.sameSite;
  },
};

function split(text: string): [name: string, value: string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
