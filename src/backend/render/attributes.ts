import { elementAttribute } from '../../protocol/element-attribute.ts';
import { isPageUrl } from './page-url.ts';

/** Options of an element by the names of its properties. What is undefined or null is left out. */
export type ElementOptions = Readonly<Record<string, unknown>>;

/** Writes options of an element as its attributes, with a blank before each. */
export function attributesOf(options: ElementOptions): string {
  return Object.entries(options)
    .map(([name, value]) => elementAttribute(name, value))
    .join('');
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
