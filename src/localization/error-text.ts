import { translate } from './translate.ts';
import type { TextParams, TextTree } from './types.ts';

/** The part of an API error that decides its text. */
export interface TextableError {
  readonly code: string;
  readonly message: string;
  readonly longMessage: string;
  readonly meta: { readonly paramName?: string };
}

/**
 * The text for an error: `unstable__errors.<code>__<param>`, then `unstable__errors.<code>`, then what the server
 * said itself.
 *
 * @returns the text, and whether a layer had it
 */
export function errorText(
  layers: readonly (TextTree | undefined)[],
  error: TextableError,
  params: TextParams,
): { text: string; known: boolean } {
  const key = `unstable__errors.${error.code}`;
  const text = translate(layers, `${key}__${error.meta.paramName}`, params) ?? translate(layers, key, params);
  return { text: text ?? (error.longMessage || error.message), known: text !== undefined };
}
