import { escapeHtml } from './escape-html.ts';

export interface VerificationCodeMail {
  applicationName: string;
  code: string;
  /** Minutes the code is good for. */
  expiresInMinutes: number;
  /** Where a person can ask; shown when the instance has one. */
  supportEmail: string | null;
}

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/**
 * Writes the mail that carries a one-time code.
 *
 * The code stands in the subject, so that it can be read from a notification, and alone on its line
 * in the text, where mail programs find it to offer it for filling in.
 */
export function renderVerificationCode(mail: VerificationCodeMail): RenderedMail {
  const name = oneLine(mail.applicationName);
  const minutes = `${mail.expiresInMinutes} ${mail.expiresInMinutes === 1 ? 'minute' : 'minutes'}`;
  const validity = `It is good for ${minutes} and can be used once.`;
  const caution = `Nobody at ${name} will ever ask you for it.`;
  const unasked = 'If you did not ask for this code, you can ignore this mail: nothing happens without it.';
  const help = mail.supportEmail ? `Questions? Write to ${mail.supportEmail}.` : '';
  return {
    subject: `${mail.code} is your ${name} code`,
    text: [`Your code for ${name}:`, mail.code, `${validity} ${caution}`, unasked, help].filter(Boolean).join('\n\n'),
    html: layout(
      name,
      `${validity} ${caution}`,
      `<h1 class="ink" style="${HEADING}">Your code for ${escapeHtml(name)}</h1>
<p class="code" style="${CODE}">${escapeHtml(mail.code)}</p>
<p class="ink" style="${BODY}">${escapeHtml(`${validity} ${caution}`)}</p>
<p class="soft" style="${NOTE}">${escapeHtml(unasked)}${help ? ` ${escapeHtml(help)}` : ''}</p>`,
    ),
  };
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const HEADING = `${FONT};margin:0 0 24px;font-size:17px;line-height:24px;font-weight:600;color:#1c1d22`;
const CODE =
  'font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;margin:0 0 24px;padding:16px 0 16px 8px;font-size:32px;' +
  'line-height:40px;font-weight:600;letter-spacing:8px;text-align:center;color:#1c1d22;background:#f3f3f6;border-radius:8px';
const BODY = `${FONT};margin:0 0 16px;font-size:14px;line-height:20px;color:#1c1d22`;
const NOTE = `${FONT};margin:0;font-size:13px;line-height:20px;color:#5c5f69`;

/** Tables and inline styles are what every mail program shows alike; the one sheet only turns colours at night. */
function layout(name: string, preview: string, content: string): string {
  return `<!doctype html>
<html lang="en">
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
  .code { background: #2a2c33 !important; }
  .soft { color: #a6a9b4 !important; }
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
</td></tr>
</table>
</body>
</html>
`;
}

/** A name that cannot start a new header or hide text behind direction marks. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 100);
}
