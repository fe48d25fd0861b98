import type { MailPurpose, Requester } from '../../delivery/port.ts';
import type { DeadLink } from '../../attempts/link/open-link.ts';
import { isolatesAsHtml } from '../../delivery/isolates.ts';
import { describeRequester, oneLine } from '../../delivery/templates/mail-text.ts';
import { ENGLISH, type Wording } from '../../delivery/wording.ts';
import { escapeHtml } from '../../../protocol/escape-html.ts';
import { renderPage } from './page.ts';

/** What the page behind a link asks the user to confirm. */
export interface LinkQuestion {
  token: string;
  purpose: MailPurpose;
  /** The masked email address. */
  address: string;
  /** The browser that asked for the link. */
  requester: Requester;
  /** Numbers to choose from when another browser asked for the link; null when this one did. */
  choices: readonly number[] | null;
}

/** Why the page shows no question: the link is dead, or the address of the browser made too many requests. */
export type LinkProblem = DeadLink | 'busy';

/**
 * Renders the page that a link opens. Fetching it changes nothing, because mail scanners open links too, and some of them
 * run scripts. Only the form on the page changes something, and only a person sends it.
 *
 * @param wording of the browser's language; default English
 */
export function renderLinkQuestion(applicationName: string, question: LinkQuestion, wording = ENGLISH): string {
  const name = oneLine(applicationName);
  const { choices, purpose, address } = question;
  if (choices) {
    const title = wording.text('linkPage.match.title');
    return renderPage(title, name, matchContent(name, question, choices, wording), wording);
  }
  const button = wording.text(`linkPage.${purpose}.button`);
  return renderPage(
    wording.text(`linkPage.${purpose}.title`, { name }),
    name,
    `<p>${withAddress(wording, 'linkPage.asked', address)}</p>
${form(question, `<button name="answer" value="yes">${escapeHtml(button)}</button>\n${notMe(wording)}`)}`,
    wording,
  );
}

/**
 * Renders the page of a link that does not work.
 *
 * @param backUrl page to start again, when there is one
 * @param wording of the browser's language; default English
 */
export function renderLinkProblem(
  applicationName: string,
  problem: LinkProblem,
  backUrl?: string,
  wording = ENGLISH,
): string {
  const name = oneLine(applicationName);
  const text = escapeHtml(wording.text(`linkPage.problems.${problem}.text`));
  const label = isolatesAsHtml(escapeHtml(wording.text('linkPage.back', { name })));
  const back = backUrl ? `\n<a class="button" href="${escapeHtml(backUrl)}">${label}</a>` : '';
  return renderPage(wording.text(`linkPage.problems.${problem}.title`), name, `<p>${text}</p>${back}`, wording);
}

/** What stands for an address until its text is HTML. */
const ADDRESS = '\ue000';

/** Writes a text as HTML, with an address in bold. */
function withAddress(wording: Wording, key: 'linkPage.asked' | 'linkPage.match.text', address: string, name = '') {
  const html = isolatesAsHtml(escapeHtml(wording.text(key, { address: ADDRESS, name })));
  return html.replace(ADDRESS, () => `<b>${escapeHtml(address)}</b>`);
}

function notMe(wording: Wording): string {
  return `<button class="plain" name="answer" value="no">${escapeHtml(wording.text('linkPage.notMe'))}</button>`;
}

function matchContent(name: string, question: LinkQuestion, choices: readonly number[], wording: Wording): string {
  const facts = describeRequester(question.requester, wording).map(
    ([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${isolatesAsHtml(escapeHtml(value))}</dd>`,
  );
  const buttons = choices.map((each) => `<button class="number" name="number" value="${each}">${each}</button>`);
  return `<p>${withAddress(wording, 'linkPage.match.text', question.address, name)}</p>
<dl>
${facts.join('\n')}
</dl>
${form(
  question,
  `<fieldset><legend>${escapeHtml(wording.text('linkPage.match.choose'))}</legend>
${buttons.join('\n')}
</fieldset>
${notMe(wording)}`,
)}
<p class="soft">${escapeHtml(wording.text('linkPage.match.warning'))}</p>`;
}

function form({ token }: LinkQuestion, content: string): string {
  return `<form method="post" action="verify">
<input type="hidden" name="token" value="${escapeHtml(token)}">
${content}
</form>`;
}
