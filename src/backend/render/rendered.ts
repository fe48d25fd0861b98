import { escapeHtml } from '../../protocol/escape-html.ts';
import { BackendOptionsError } from '../backend-options.ts';
import type { DrawnElement, ElementRenderer } from './element-renderer.ts';

/** The CSS of what a server has rendered, for the one `<style>` of the page. */
export interface RenderedStyle {
  /** CSS text, as it stands in the `<style>`; empty when nothing needs any. */
  readonly style: string;
  /** Hash of that text: `sha256-` and the digest in base64 (CSP Level 3); empty when there is no text. */
  readonly styleHash: string;
  /** The nonce that was passed. */
  readonly nonce: string | undefined;
  /**
   * What `style-src` of your Content-Security-Policy has to have: the hash, or the nonce if there is one, in quotes. Empty
   * when there is no text.
   */
  readonly styleSource: string;
  /**
   * What `form-action` of your Content-Security-Policy has to have, so that a form works without JavaScript: origins and
   * `'self'`, separated by blanks. Empty when there is no form.
   */
  readonly formSource: string;
  /** Returns the `<style>`; an empty text when there is none. */
  toString(): string;
}

/** An element that a server has rendered. */
export interface RenderedElement extends RenderedStyle {
  /** The element with its content, without the style. */
  readonly html: string;
  /** Returns `<style>` and element. For a page with several elements, write `renderStyle(…)` once and `html` of each. */
  toString(): string;
}

/** What a rendered element is made of. */
export interface RenderedParts {
  drawn: DrawnElement;
  formSource?: string;
  nonce?: string | undefined;
}

/** What is needed to put the style of several elements together. */
const drawnOf = new WeakMap<object, DrawnElement>();

/** @throws {BackendOptionsError} when the nonce is no base64 */
export async function createRendered(
  renderer: Pick<ElementRenderer, 'styleOf'>,
  { drawn, formSource = '', nonce }: RenderedParts,
): Promise<RenderedElement> {
  const style = await createStyle(renderer.styleOf([drawn]), formSource, nonce);
  const rendered = { ...style, html: drawn.html, toString: () => `${style}${drawn.html}` };
  drawnOf.set(rendered, drawn);
  return rendered;
}

/**
 * Puts the styles of several elements together.
 *
 * @throws {TypeError} for an object that is no rendered element
 */
export async function joinStyles(
  renderer: Pick<ElementRenderer, 'styleOf'>,
  elements: readonly RenderedElement[],
): Promise<RenderedStyle> {
  const drawn = elements.map((element) => {
    const known = drawnOf.get(element);
    if (known) return known;
    throw new TypeError('renderStyle() takes what renderSignIn() and the like have returned, and no copy of it.');
  });
  const forms = new Set(elements.flatMap(({ formSource }) => formSource.split(' ')).filter(Boolean));
  return createStyle(renderer.styleOf(drawn), [...forms].join(' '), elements.find(({ nonce }) => nonce)?.nonce);
}

async function createStyle(css: string, formSource: string, nonce: string | undefined): Promise<RenderedStyle> {
  checkNonce(nonce);
  const style = embeddable(css);
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

/**
 * A browser ends the element at the first `</style`, wherever it stands. A `<` that could begin it is written as an escape,
 * which CSS reads as the same character. Line breaks and U+0000 are written as a parser reads them, because the hash is that of
 * what it has read.
 */
function embeddable(css: string): string {
  return css
    .replace(/<(?=[/!])/g, '\\3c ')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd');
}

/** A nonce goes into a header as well, where nothing is escaped. */
function checkNonce(nonce: unknown): void {
  if (nonce === undefined || (typeof nonce === 'string' && /^[\w+/-]+={0,2}$/.test(nonce))) return;
  throw new BackendOptionsError('nonce is no base64 text, such as 16 random bytes make.');
}

async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
