import { native, page } from '../../../client/platform/native.ts';
import type { ViewHost } from '../../base/view-host.ts';

/** What is saved or printed. */
export interface CodeSheet {
  application: string;
  /** The user's name for the account, such as an email address. */
  account: string;
  title: string;
  codes: readonly string[];
}

/** Returns the sheet as plain text. */
export function textOf({ application, account, title, codes }: CodeSheet): string {
  return [application, account, title, '', ...codes, ''].join('\n');
}

/** Has the browser save the codes as a text file that is made in the page. */
export function downloadCodes(sheet: CodeSheet): void {
  const url = URL.createObjectURL(new Blob([textOf(sheet)], { type: 'text/plain' }));
  const link = page.createElement('a');
  link.href = url;
  link.download = `${fileName(sheet)}.txt`;
  link.click();
  // The browser has read the URL when the click returns.
  URL.revokeObjectURL(url);
}

/**
 * Prints the codes alone, in a frame of their own: the page's own content and style stay out of it. The frame is made
 * of nodes and has no style, so every content security policy allows it.
 *
 * @returns removes the frame, which happens in any case once the browser has printed it
 */
export function printCodes(host: ViewHost, sheet: CodeSheet): () => void {
  const frame = page.createElement('iframe');
  frame.className = 'cl-printFrame';
  frame.title = sheet.title;
  frame.tabIndex = -1;
  const remove = () => frame.remove();
  // Firefox replaces the first document of a frame when it has loaded.
  frame.addEventListener('load', () => fill(frame, sheet, remove), { once: true });
  host.renderRoot.append(frame);
  return remove;
}

function fill({ contentDocument, contentWindow }: HTMLIFrameElement, sheet: CodeSheet, done: () => void): void {
  if (!contentDocument || !contentWindow) return done();
  const own = native(contentDocument);
  const add = (tag: string, text: string) => {
    const node = own.createElement(tag);
    node.textContent = text;
    own.body.append(node);
  };
  own.title = sheet.title;
  add('h1', sheet.application);
  add('h2', sheet.title);
  add('p', sheet.account);
  add('pre', sheet.codes.join('\n'));
  contentWindow.addEventListener('afterprint', done, { once: true });
  contentWindow.focus();
  contentWindow.print();
}

/** Returns a name that every file system accepts. */
function fileName({ application, title }: CodeSheet): string {
  return `${application} ${title}`
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
    .toLowerCase();
}
