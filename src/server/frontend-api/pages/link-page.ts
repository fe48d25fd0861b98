import type { MailPurpose, Requester } from '../../delivery/port.ts';
import type { DeadLink } from '../../attempts/link/open-link.ts';
import { describeRequester, oneLine } from '../../delivery/templates/mail-text.ts';
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

const QUESTIONS: Record<MailPurpose, readonly [title: (name: string) => string, button: string]> = {
  sign_in: [(name) => `Sign in to ${name}?`, 'Sign in'],
  sign_up: [() => 'Confirm your address', 'Confirm'],
  verify_address: [() => 'Confirm your address', 'Confirm'],
  new_device: [() => 'Confirm this device', 'Confirm'],
  reverification: [() => 'Confirm that it is you', 'Confirm'],
};

const PROBLEMS: Record<LinkProblem, readonly [title: string, text: string]> = {
  unknown: ['This link does not work', 'It is incomplete, or a newer one was sent. Use the link in the newest email.'],
  expired: ['This link has expired', 'Go back to where you started and ask for a new one.'],
  used: ['This link has been used', 'It works once. If you are not signed in, ask for a new one where you started.'],
  refused: [
    'The link no longer works',
    'No one was signed in with it. If you started this yourself, ask for a new one.',
  ],
  mismatch: [
    'Open this link where you started',
    'It only works in the browser that asked for it. It is still valid there.',
  ],
  busy: ['Too many requests', 'Wait a little, then open the link again.'],
};

/**
 * Renders the page that a link opens. Fetching it changes nothing, because mail scanners open links too, and some of them
 * run scripts. Only the form on the page changes something, and only a person sends it.
 */
export function renderLinkQuestion(applicationName: string, question: LinkQuestion): string {
  const name = oneLine(applicationName);
  const { choices, purpose, address } = question;
  const [title, button] = QUESTIONS[purpose];
  if (choices) return renderPage('Which number do you see?', name, matchContent(name, question, choices));
  return renderPage(
    title(name),
    name,
    `<p>You asked for this in this browser, for <b>${escapeHtml(address)}</b>.</p>
${form(question, `<button name="answer" value="yes">${button}</button>\n${NOT_ME}`)}`,
  );
}

/** Renders the page of a link that does not work. @param backUrl page to start again, when there is one */
export function renderLinkProblem(applicationName: string, problem: LinkProblem, backUrl?: string): string {
  const name = oneLine(applicationName);
  const [title, text] = PROBLEMS[problem];
  const back = backUrl ? `\n<a class="button" href="${escapeHtml(backUrl)}">Go to ${escapeHtml(name)}</a>` : '';
  return renderPage(title, name, `<p>${escapeHtml(text)}</p>${back}`);
}

const NOT_ME = '<button class="plain" name="answer" value="no">It was not me</button>';

function matchContent(name: string, question: LinkQuestion, choices: readonly number[]): string {
  const facts = describeRequester(question.requester).map(
    ([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  const buttons = choices.map((each) => `<button class="number" name="number" value="${each}">${each}</button>`);
  return `<p>Another browser waits for <b>${escapeHtml(question.address)}</b> at ${escapeHtml(name)}:</p>
<dl>
${facts.join('\n')}
</dl>
${form(
  question,
  `<fieldset><legend>Choose the number that it shows.</legend>
${buttons.join('\n')}
</fieldset>
${NOT_ME}`,
)}
<p class="soft">If someone else sent you here or tells you a number, it is a trick: you would sign them in.</p>`;
}

function form({ token }: LinkQuestion, content: string): string {
  return `<form method="post" action="verify">
<input type="hidden" name="token" value="${escapeHtml(token)}">
${content}
</form>`;
}
