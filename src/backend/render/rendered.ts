import { escapeHtml } from '../../protocol/escape-html.ts';
import { BackendOptionsError } from '../backend-options.ts';
import { embeddableCss, mergeCss } from './merge-css.ts';

/** The CSS of what a server has rendered, for the one `<style>` of the page. */
export interface RenderedStyle {
  /** CSS text, as it stands in the `<style>`; empty when nothing needs any. */
  readonly style: string;
  /** Hash of that text, `sha256-…` with the digest in base64 (CSP Level 3); empty when there is no text. */
  readonly styleHash: string;
  /** The nonce that was passed. */
  readonly nonce: string | undefined;
  /**
   * What `style-src` of your Content-Security-Policy has to have: the hash, or the nonce if there is one, in quotes. Empty
   * when there is no text.
   */
  readonly styleSource: string;
  /**
   * What `form-action` of your Content-Security-Policy has to have, so that a form works without JavaScript: an origin, or
   * `'self'`. Several are separated by blanks. Empty when there is no form.
   */
  readonly formSource: string;
  /** Returns the `<style>`; an empty text when there is none. */
  toString(): string;
}

/** An element that a server has rendered. */
export interface RenderedElement extends RenderedStyle {
  /** The element with its content, without the style. */
  readonly html: string;
  /**
   * Returns `<style>` and element. For a page with several elements, write `renderStyle(…)` once and `html` of each.
   */
  toString(): string;
}

/** What {@link createRendered} makes a rendered element of. */
export interface RenderedParts {
  html: string;
  css: string;
  formSource?: string;
  nonce?: string | undefined;
}

/** @throws {BackendOptionsError} when the nonce is no base64 */
export async function createRendered({ html, css, formSource = '', nonce }: RenderedParts): Promise<RenderedElement> {
  const style = await createStyle(css, formSource, nonce);
  return { ...style, html, toString: () => `${style}${html}` };
}

/**
 * Returns the one `<style>` of a page with several rendered elements. Each rule is in it once. The nonce is that of the
 * first element which has one.
 *
 * @param elements what `renderSignIn` and the like have returned
 * @returns the style; `toString()` writes it, and `styleSource` is for the Content-Security-Policy
 * @example
 * const [form, button] = await Promise.all([renderSignIn({ path: '/sign-in' }), renderUserButton({ auth })]);
 * const style = await renderStyle(form, button);
 * const page = `<head>${style}</head><body>${button.html}${form.html}</body>`;
 */
export async function renderStyle(...elements: readonly RenderedStyle[]): Promise<RenderedStyle> {
  const forms = new Set(elements.flatMap(({ formSource }) => formSource.split(' ')).filter(Boolean));
  const css = mergeCss(elements.map(({ style }) => style));
  return createStyle(css, [...forms].join(' '), elements.find(({ nonce }) => nonce)?.nonce);
}

async function createStyle(css: string, formSource: string, nonce: string | undefined): Promise<RenderedStyle> {
  checkNonce(nonce);
  const style = embeddableCss(css);
  const styleHash = style && `sha256-${await digestOf(style)}`;
  const attribute = nonce ? ` nonce="${escapeHtml(nonce)}"` : '';
  return {
    style,
    styleHash,
    nonce,
    styleSource: style && (nonce ? `'nonce-${nonce}'` : `'${styleHash}'`),
    formSource,
    toString: () => (style ? `<style data-clerk-ssr${attribute}>${style}</style>` : ''),
  };
}

/** A nonce goes into a header as well, where nothing is escaped. */
function checkNonce(nonce: unknown): void {
  if (nonce === undefined || (typeof nonce === 'string' && /^[\w+/-]+={0,2}$/.test(nonce))) return;
  throw new BackendOptionsError('nonce is no base64 text, such as that of crypto.getRandomValues().');
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
