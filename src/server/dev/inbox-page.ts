import type { DevMessage } from '../delivery/port.ts';
import { escapeHtml } from '../delivery/templates/escape-html.ts';

/** What messages to act on are called; others are shown by their subject, which says what happened. */
const TITLES: Record<string, string> = {
  verification_code: 'Verification code',
  reset_password_code: 'Code for a new password',
  new_device: 'Code for a new device',
  email_link: 'Link and code',
  account_exists: 'Account exists',
  invitation: 'Invitation',
};

/**
 * The dev inbox as a page that reads well without its script; the script only keeps it current.
 *
 * @param to address the list is narrowed to, or an empty text
 */
export function renderInbox(messages: readonly DevMessage[], applicationName: string, to: string): string {
  const name = escapeHtml(applicationName);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Dev inbox · ${name}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="inbox.css">
<script src="inbox.js" type="module"></script>
</head>
<body>
<header>
<div>
<h1>Dev inbox</h1>
<p>Mail that ${name} would have sent. Test mode keeps it here.</p>
</div>
<form action="inbox">
<label for="to">Address</label>
<input id="to" name="to" type="search" value="${escapeHtml(to)}" autocomplete="off" spellcheck="false" placeholder="Any address">
</form>
</header>
<main>
<ol id="messages" aria-live="polite" aria-label="Messages, newest first">
${messages.map(renderMessage).join('\n')}
</ol>
<p id="empty"${messages.length > 0 ? ' hidden' : ''}>No messages yet. They appear here the moment they are sent.</p>
</main>
</body>
</html>
`;
}

function renderMessage({ id, to, template, subject, code, url, createdAt }: DevMessage): string {
  const time = new Date(createdAt).toISOString();
  const title = Object.hasOwn(TITLES, template) ? TITLES[template] : (subject ?? template);
  return `<li data-id="${escapeHtml(id)}">
<div><b>${escapeHtml(to).replace('@', '@<wbr>')}</b><span>${escapeHtml(title ?? template)} · <time datetime="${time}">${time.slice(11, 19)} UTC</time></span></div>
${code ? `<button type="button" data-code="${escapeHtml(code)}" title="Copy the code">${escapeHtml(code)}</button>` : ''}
${url && /^https?:/.test(url) ? `<a href="${escapeHtml(url)}">Open the link</a>` : ''}
</li>`;
}
