import { html, type Html } from '../lib/html.ts';

const PAGES = [
  ['inbox', 'Messages'],
  ['templates', 'Templates'],
] as const;

/** The head of each page of test mode. */
export const DEV_HEAD = `<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="inbox.css">`;

/** The links between the pages of test mode. @param current the page that has them */
export function devNavigation(current: (typeof PAGES)[number][0]): Html {
  return html`<nav aria-label="Pages">
${PAGES.map(([path, name]) => html`<a href="${path}"${path === current && html` aria-current="page"`}>${name}</a>\n`)}</nav>`;
}
