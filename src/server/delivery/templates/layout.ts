import { escapeHtml } from './escape-html.ts';

/**
 * The page around every mail. Tables and inline styles are what every mail program shows alike; the one sheet only
 * turns colours at night.
 *
 * @param name of the application, plain
 * @param preview plain text that lists of mails show
 * @param content HTML
 */
export function layout(name: string, preview: string, content: string): string {
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(name)}</title>
<style>
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #111216 !important; }
  .card { background: #1c1d22 !important; border-color: #33353d !important; }
  .ink, .code { color: #f3f3f6 !important; }
  .code, .facts { background: #2a2c33 !important; }
  .soft { color: #a6a9b4 !important; }
  .button { background: #f3f3f6 !important; }
  .label { color: #1c1d22 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f7f7f9">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f7f7f9">
<tr><td align="center" style="padding:40px 16px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:440px;background:#ffffff;border:1px solid #e4e4ea;border-radius:12px">
<tr><td style="padding:32px">
${content}
</td></tr>
</table>
<p class="soft" style="font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;margin:16px 0 0;font-size:12px;line-height:16px;color:#5c5f69">${escapeHtml(name)}</p>
</td></tr>
</table>
</body>
</html>
`;
}
