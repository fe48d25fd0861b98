import type { MailPurpose, Requester } from '../../delivery/port.ts';
import { escapeHtml } from '../../delivery/templates/escape-html.ts';
import { oneLine, utcTime } from '../../delivery/templates/mail-text.ts';
import { renderPage } from './page.ts';

/** What the page behind a mailed link asks for. */
export interface LinkQuestion {
  token: string;
  purpose: MailPurpose;
  /** The address, masked. */
  address: string;
  /** The browser that waits for the answer. */
  requester: Requester;
  /** Numbers to choose from when another browser waits; null when it is this one. */
  choices: readonly number[] | null;
}

/** Why a link leads nowhere. `mismatch`: it has to be opened in the browser that asked; `busy`: too many tries. */
export type DeadLink = 'unknown' | 'expired' | 'used' | 'refused' | 'mismatch' | 'busy';

const QUESTIONS: Record<MailPurpose, readonly [title: (name: string) => string, button: string]> = {
  sign_in: [(name) => `Sign in to ${name}?`, 'Sign in'],
  sign_up: [() => 'Confirm your address', 'Confirm'],
  verify_address: [() => 'Confirm your address', 'Confirm'],
  new_device: [() => 'Confirm this device', 'Confirm'],
  reverification: [() => 'Confirm that it is you', 'Confirm'],
};

const DEAD: Record<DeadLink, readonly [title: string, text: string]> = {
  unknown: ['This link does not work', 'It is incomplete, or a newer one has been sent since. Use the newest mail.'],
  expired: ['This link has expired', 'Go back to where you started and ask for a new one.'],
  used: ['This link was used before', 'It works once. If you are not signed in, ask for a new one where you started.'],
  refused: [
    'The link no longer works',
    'Nobody was signed in with it. If you started this yourself, ask for a new one.',
  ],
  mismatch: [
    'Open this link where you started',
    'It only works in the browser that asked for it. There it is still good.',
  ],
  busy: ['Too many tries', 'Wait a little, then open the link again.'],
};

/**
 * The page that a mailed link opens. It changes nothing by itself, however often it is fetched: mail scanners open
 * links too, some of them with scripts. Only the form does, and it takes a person.
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

/** What became of a link that cannot be used. @param backUrl page to start again, if one is known */
export function renderDeadLink(applicationName: string, reason: DeadLink, backUrl?: string): string {
  const name = oneLine(applicationName);
  const [title, text] = DEAD[reason];
  const back = backUrl ? `\n<a class="button" href="${escapeHtml(backUrl)}">Go to ${escapeHtml(name)}</a>` : '';
  return renderPage(title, name, `<p>${escapeHtml(text)}</p>${back}`);
}

const NOT_ME = '<button class="plain" name="answer" value="no">It was not me</button>';

function matchContent(name: string, question: LinkQuestion, choices: readonly number[]): string {
  const { device, place, at } = question.requester;
  const facts = [
    ['Device', device ? oneLine(device) : 'Unknown'],
    ...(place ? [['Place', oneLine(place)]] : []),
    ['Time', utcTime(at)],
  ].map(([label = '', value = '']) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`);
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
<p class="soft">If somebody else sent you here or tells you a number, it is a trick: you would sign them in.</p>`;
}

function form({ token }: LinkQuestion, content: string): string {
  return `<form method="post" action="verify">
<input type="hidden" name="token" value="${escapeHtml(token)}">
${content}
</form>`;
}
