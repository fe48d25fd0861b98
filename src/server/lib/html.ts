import { directionOf } from '../../localization/languages.ts';
import { escapeHtml } from '../../protocol/escape-html.ts';

/** HTML that is safe to send: {@link html} makes it, and escapes every text on the way. */
export class Html {
  readonly #text: string;
  /** @param text HTML whose texts are escaped. Call {@link html} instead wherever a value is in it */
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** What a template may hold. A text is escaped; null, undefined and false leave no trace. */
export type HtmlContent = Html | string | number | false | null | undefined | readonly HtmlContent[];

/**
 * Makes HTML of a template. Every value is escaped, in elements and in quoted attributes, unless it is HTML itself.
 *
 * @example html`<a href="${url}" title="${title}">${name}</a>`
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlContent[]): Html {
  return new Html(strings.map((part, i) => part + (i < values.length ? contentText(values[i]) : '')).join(''));
}

function contentText(content: HtmlContent): string {
  if (content instanceof Html) return content.toString();
  if (content === null || content === undefined || content === false) return '';
  if (typeof content === 'object') return content.map(contentText).join('');
  return escapeHtml(String(content));
}

/**
 * Writes an HTML document that works in light and in dark mode.
 *
 * @param title plain text
 * @param lang language of its texts, a tag of BCP 47; default English
 * @param head HTML that follows the title, such as a sheet
 * @param body the `body` element
 */
export function htmlDocument({
  title,
  lang = 'en',
  head,
  body,
}: {
  title: string;
  lang?: string | undefined;
  head: string;
  body: string;
}): string {
  return `<!doctype html>
<html lang="${escapeHtml(lang)}" dir="${directionOf(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
${head}
</head>
${body}
</html>
`;
}
