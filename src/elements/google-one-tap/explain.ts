import type { PromptMoment } from './google-identity.ts';

/** What a developer can do about a reason of Google's. Other reasons are the visitor's own choice or state. */
const CURES: Readonly<Record<string, string>> = {
  invalid_client: 'Google does not know the client id of the provider "google" in the settings of the server.',
  missing_client_id: 'Google got no client id.',
  unregistered_origin: 'Add the origin of this page to the "Authorized JavaScript origins" of the client at Google.',
  secure_http_required: 'Google needs a page over https, or on localhost.',
  issuing_failed: 'Google issued no token. The client at Google may not allow the origin of this page.',
};

const said = new Set<string>();

/** Tells developers why Google offers nothing: once per reason and page, because visitors cannot do anything about it. */
export function explain(reason: string, text: string): void {
  if (said.has(reason)) return;
  said.add(reason);
  console.info(`clerk-widgets: <clerk-google-one-tap> ${text}`);
}

/** Explains what became of a prompt; undefined when it is still shown, or was answered. */
export function explainMoment(moment: PromptMoment): void {
  const reason = moment.isNotDisplayed?.()
    ? moment.getNotDisplayedReason?.()
    : moment.isSkippedMoment?.()
      ? (moment.getSkippedReason?.() ?? 'skipped')
      : moment.isDismissedMoment?.()
        ? moment.getDismissedReason?.()
        : undefined;
  if (!reason || ANSWERED.includes(reason)) return;
  const cure = CURES[reason] ?? 'A visitor without an account at Google, or who has declined before, is not asked.';
  explain(reason, `is not shown (${reason}). ${cure}`);
}

/** Reasons that are no problem: the visitor chose an account, or the element took the prompt back. */
const ANSWERED = ['credential_returned', 'cancel_called', 'flow_restarted'];
