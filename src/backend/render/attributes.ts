import { toKebabCase } from '../../protocol/letter-case.ts';
import { escapeHtml } from '../../protocol/escape-html.ts';
import { isPageUrl } from './page-url.ts';

/** Options of an element by the names of its properties. What is undefined or null is left out. */
export type ElementOptions = Readonly<Record<string, unknown>>;

/**
 * Writes options as the attributes that an element reads them from: texts as they are, `true` as a bare attribute, other
 * values as JSON.
 *
 * @param options names are those of properties, such as `signUpUrl`; they are never taken from a request
 * @returns the attributes with a blank before each, such as ` sign-up-url="/join"`
 */
export function attributesOf(options: ElementOptions): string {
  return Object.entries(options).map(attributeOf).join('');
}

/** Returns the options without the URLs that are no page, which the console names. A target may come from a request. */
export function withoutBadUrls<Options extends ElementOptions>(options: Options): Options {
  const isFine = ([name, value]: [string, unknown]): boolean => {
    if (!/(Url|^path)$/.test(name) || value === undefined || value === null) return true;
    if (typeof value === 'string' && isPageUrl(value)) return true;
    console.error(`clerk-widgets: ${name} is left out, because it is not the URL of a page: ${JSON.stringify(value)}`);
    return false;
  };
  return Object.fromEntries(Object.entries(options).filter(isFine)) as Options;
}

function attributeOf([name, value]: [string, unknown]): string {
  if (value === undefined || value === null) return '';
  const attribute = toKebabCase(name);
  if (value === true) return ` ${attribute}`;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return ` ${attribute}="${escapeHtml(text)}"`;
}
