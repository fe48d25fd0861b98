import type { DevMessage } from '../delivery/port.ts';
import { escapeHtml } from '../../protocol/escape-html.ts';
import { htmlDocument } from '../lib/html.ts';
import { DEV_HEAD, devNavigation } from './dev-frame.ts';

/** Titles of the messages that ask the user to do something. Other messages show their subject. */
const TITLES: Record<string, string> = {
  verification_code: 'Verification code',
  reset_password_code: 'Code for a new password',
  new_device: 'Code for a new device',
  email_link: 'Link and code',
  account_exists: 'Account exists',
  invitation: 'Invitation',
};

/**
 * Renders the dev inbox. The page works without its script, which only keeps the list up to date.
 *
 * @param to address that the list is filtered by; empty for all messages
 */
export function renderInbox(messages: readonly DevMessage[], applicationName: string, to: string): string {
  return htmlDocument({
    title: `Dev inbox · ${applicationName}`,
    head: `${DEV_HEAD}
<script src="inbox.js" type="module"></script>`,
    body: `<body>
<header>
<div>
<h1>Dev inbox</h1>
<p>Messages that ${escapeHtml(applicationName)} would have sent. Test mode keeps them here.</p>
</div>
<form action="inbox">
<label for="to">Address</label>
<input id="to" name="to" type="search" value="${escapeHtml(to)}" autocomplete="off" spellcheck="false" placeholder="Any address">
</form>
${devNavigation('inbox')}
</header>
<main>
<ol id="messages" aria-live="polite" aria-label="Messages, newest first">
${messages.map(renderMessage).join('\n')}
</ol>
<p id="empty"${messages.length > 0 ? ' hidden' : ''}>No messages yet. They appear here the moment they are sent.</p>
</main>
</body>`,
  });
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
