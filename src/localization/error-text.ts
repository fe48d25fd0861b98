import { translate } from './translate.ts';
import type { TextParams, TextTree } from './types.ts';

/** The part of an API error that decides its text. */
export interface TextableError {
  readonly code: string;
  readonly message: string;
  readonly longMessage: string;
  readonly meta: { readonly paramName?: string; readonly [key: string]: unknown };
}

/**
 * Looks up the text for an error: `unstable__errors.<code>__<param>`, else `unstable__errors.<code>`, else the server's
 * own message. A text may contain what the error's `meta` has, such as `{{retryAfter}}`, in seconds.
 *
 * @returns the text, and whether one of the locales has one for this very field
 */
export function errorText(
  layers: readonly (TextTree | undefined)[],
  error: TextableError,
  params: TextParams,
): { text: string; known: boolean } {
  const key = `unstable__errors.${error.code}`;
  const all = { ...error.meta, ...params };
  const { paramName } = error.meta;
  const own = translate(layers, paramName ? `${key}__${paramName}` : key, all);
  const text = own ?? translate(layers, key, all) ?? (error.longMessage || error.message);
  return { text, known: own !== undefined };
}
