import { escapeHtml } from '../../../protocol/escape-html.ts';
import { htmlDocument } from '../../lib/html.ts';
import { isolatesAsHtml } from '../isolates.ts';
import type { Wording } from '../wording.ts';

const STYLE = `:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #111216 !important; }
  .card { background: #1c1d22 !important; border-color: #33353d !important; }
  .ink, .code { color: #f3f3f6 !important; }
  .code, .facts { background: #2a2c33 !important; }
  .soft { color: #a6a9b4 !important; }
  .button { background: #f3f3f6 !important; }
  .label { color: #1c1d22 !important; }
}`;

/**
 * Wraps the content of a mail in a document. All mail programs show tables and inline styles alike. The style sheet only
 * changes the colours in dark mode.
 *
 * Mail programs drop the `html` element, so the table around everything names the language and the direction, too.
 *
 * @param wording language of the texts
 * @param name of the application, plain text
 * @param preview plain text that mail programs show in their lists
 * @param content HTML
 */
export function layout(
  { lang, direction }: Pick<Wording, 'lang' | 'direction'>,
  name: string,
  preview: string,
  content: string,
): string {
  return htmlDocument({
    title: name,
    lang,
    head: `<meta name="supported-color-schemes" content="light dark">\n<style>\n${STYLE}\n</style>`,
    body: `<body class="page" style="margin:0;padding:0;background:#f7f7f9">
<div style="display:none;max-height:0;overflow:hidden">${isolatesAsHtml(escapeHtml(preview))}</div>
<table role="presentation" class="page" lang="${lang}" dir="${direction}" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f7f9">
<tr><td align="center" style="padding:40px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:440px;background:#ffffff;border:1px solid #e4e4ea;border-radius:12px">
<tr><td style="padding:32px">
${content}
</td></tr>
</table>
<p class="soft" style="font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;margin:16px 0 0;font-size:12px;line-height:16px;color:#5c5f69">${escapeHtml(name)}</p>
</td></tr>
</table>
</body>`,
  });
}
