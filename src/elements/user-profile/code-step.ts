import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { code } from '../../localization/en-us/code.ts';
import { codeInput, sendCode } from '../parts/code-input.ts';
import { resendButton } from '../parts/resend-button.ts';
import sheet from '../styles/code.css';
import { type CardOptions, card } from './card.ts';
import type { ProfileActions } from './profile-actions.ts';
import type { SentCode } from './sent-code.ts';

const EXTENSION = { sheets: [sheet], texts: [code] };

export interface CodeStepOptions extends Omit<CardOptions, 'save' | 'button'> {
  verify(code: string): void;
  /** The code that was sent; undefined where the code comes from elsewhere, such as from an app. */
  sent?: SentCode;
  /** Label of the button that sends another code. */
  resendLabel?: string;
  /** The email address that it went to. */
  mailbox?: string;
  /** Shown above the code. */
  above?: unknown;
}

/** Draws the step of an editor that asks for a code of six digits. `content` stands below the code. */
export function codeStep(actions: ProfileActions, options: CodeStepOptions): TemplateResult {
  const { host, form } = actions;
  const { verify, sent, resendLabel: label = '', mailbox, content, above, ...rest } = options;
  const resend = sent && (() => form.run('resend', () => sent.send()));
  host.extend(EXTENSION);
  return card(actions, {
    ...rest,
    button: host.t('formButtonPrimary'),
    save: ({ code = '' }) => sendCode(host, code, verify),
    // A step gets a field of its own, so that the code of the step before is gone.
    content: keyed(
      options.id,
      html`${above ?? nothing}${codeInput(host)}
      ${sent && resend ? resendButton(host, { label, resendAt: sent.resendAt, resend, mailbox: sent.isSent ? mailbox : undefined }) : nothing}${content}`,
    ),
  });
}
