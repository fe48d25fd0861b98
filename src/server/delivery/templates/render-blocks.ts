import { escapeHtml } from '../../../protocol/escape-html.ts';
import type { OwnTemplates } from '../../message-templates/message-template.ts';
import { isolatesAsHtml } from '../isolates.ts';
import type { Requester } from '../port.ts';
import type { Wording } from '../wording.ts';
import { layout } from './layout.ts';
import { describeRequester, isolatedLine, oneLine } from './mail-text.ts';

/** A part of a mail. Its texts are plain, with isolated values; `renderBlocks` escapes them. */
export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'code'; code: string }
  /** A link: a button, and the URL as text below it. */
  | { kind: 'link'; label: string; url: string }
  /** Values with labels. */
  | { kind: 'facts'; facts: readonly (readonly [label: string, value: string])[] }
  | { kind: 'note'; text: string };

export interface Mail {
  subject: string;
  title: string;
  /** Mail programs show it beside the subject in their lists. */
  preview: string;
  blocks: readonly Block[];
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** The sender, as every mail names it. */
export interface Brand {
  applicationName: string;
  /** Address for questions; null when the instance has none. */
  supportEmail: string | null;
  /** The operator's own texts, and what they may show of the application; default none. */
  own?: OwnTexts;
}

export interface OwnTexts {
  templates: OwnTemplates;
  /** Host of the page where users sign in. */
  domain: string;
  url: string;
  logoUrl: string | null;
}

/**
 * Renders a mail as text and as HTML. Some mail programs show the text alone, and others look for codes in it.
 *
 * @throws {TypeError} when a link is not an absolute http(s) URL
 */
export function renderBlocks(brand: Brand, mail: Mail, wording: Wording): RenderedMail {
  const name = oneLine(brand.applicationName);
  const blocks: Block[] = [...mail.blocks];
  if (brand.supportEmail) {
    const address = oneLine(brand.supportEmail, 254);
    blocks.push({ kind: 'note', text: wording.text('mail.questions', { address }) });
  }
  const content = [heading(mail.title), ...blocks.map((block) => asHtml(block, wording))].join('\n');
  return {
    subject: isolatedLine(mail.subject),
    text: `${[mail.title, ...blocks.map(asText)].join('\n\n')}\n`,
    html: layout(wording, name, mail.preview, isolatesAsHtml(content)),
  };
}

/**
 * Tells who asked for a message, so that the owner of the address can see whether it was them.
 *
 * @param item what the message is about; comes first
 * @returns an empty list when nothing is known
 */
export function requesterFacts(wording: Wording, requester: Requester | undefined, item?: string): Block[] {
  const facts = [
    ...(item ? [[wording.text('requester.what'), wording.isolate(item)] as const] : []),
    ...(requester ? describeRequester(requester, wording) : []),
  ];
  return facts.length > 0 ? [{ kind: 'facts', facts }] : [];
}

function asText(block: Block): string {
  switch (block.kind) {
    case 'code':
      return block.code;
    case 'link':
      return `${block.label}:\n${checkUrl(block.url)}`;
    case 'facts':
      return block.facts.map(([label, value]) => `${label}: ${value}`).join('\n');
    default:
      return block.text;
  }
}

function asHtml(block: Block, { direction }: Wording): string {
  switch (block.kind) {
    case 'code':
      return `<p class="code"${direction === 'rtl' ? ' dir="ltr"' : ''} style="${CODE}">${escapeHtml(block.code)}</p>`;
    case 'link':
      return linkHtml(block.label, checkUrl(block.url), direction);
    case 'facts':
      return `<table role="presentation" class="facts" width="100%" cellpadding="0" cellspacing="0" style="${FACTS}">
${block.facts.map(([label, value], i) => factHtml(label, value, i, direction)).join('\n')}
</table>`;
    case 'note':
      return `<p class="soft" style="${NOTE}">${escapeHtml(block.text)}</p>`;
    default:
      return paragraphHtml(escapeHtml(block.text));
  }
}

function heading(title: string): string {
  return `<h1 class="ink" style="${HEADING}">${escapeHtml(title)}</h1>`;
}

/** The URL below the button is text, and the same that the button opens. */
function linkHtml(label: string, url: string, direction: Wording['direction']): string {
  const shown = direction === 'rtl' ? `<bdi dir="ltr">${escapeHtml(url)}</bdi>` : escapeHtml(url);
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px">
<tr><td class="button" align="center" style="border-radius:8px;background:#26282f">
<a class="label" href="${escapeHtml(url)}" style="${BUTTON}">${escapeHtml(label)}</a>
</td></tr>
</table>
<p class="soft" style="${URL_LINE}">${shown}</p>`;
}

function factHtml(label: string, value: string, index: number, direction: Wording['direction']): string {
  const top = index === 0 ? 12 : 4;
  // Mail programs know no logical properties.
  const padding = (start: number, end: number) =>
    direction === 'rtl' ? `${top}px ${start}px 0 ${end}px` : `${top}px ${end}px 0 ${start}px`;
  return `<tr><td class="soft" valign="top" style="${FACT};padding:${padding(16, 12)};color:#5c5f69;white-space:nowrap">${escapeHtml(label)}</td>
<td class="ink" width="100%" valign="top" style="${FACT};padding:${padding(0, 16)};color:#1c1d22;word-break:break-word">${escapeHtml(value)}</td></tr>`;
}

/** Writes plain text, or HTML whose values are escaped, as a paragraph. */
export function paragraphHtml(content: string): string {
  return `<p class="ink" style="${BODY}">${content}</p>`;
}

/** @throws {TypeError} when a link is not an absolute http(s) URL */
export function checkUrl(url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new TypeError('A mail links to http(s) only.');
  return url;
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const HEADING = `${FONT};margin:0 0 16px;font-size:17px;line-height:24px;font-weight:600;color:#1c1d22`;
const CODE =
  'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;margin:0 0 24px;padding:16px 0 16px 8px;font-size:32px;' +
  'line-height:40px;font-weight:600;letter-spacing:8px;text-align:center;color:#1c1d22;background:#f3f3f6;border-radius:8px';
const BUTTON = `${FONT};display:block;padding:12px 16px;font-size:14px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none`;
const URL_LINE =
  'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;margin:0 0 24px;font-size:12px;line-height:16px;' +
  'color:#5c5f69;word-break:break-all';
const FACTS = 'margin:0 0 24px;padding:0 0 12px;background:#f3f3f6;border-radius:8px';
const FACT = `${FONT};font-size:13px;line-height:20px`;
const BODY = `${FONT};margin:0 0 16px;font-size:14px;line-height:20px;color:#1c1d22`;
const NOTE = `${FONT};margin:0 0 8px;font-size:13px;line-height:20px;color:#5c5f69`;
