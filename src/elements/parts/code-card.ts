import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { SentCode } from '../../client/flows/types.ts';
import type { TextGroup, TextKey, TextParams } from '../../localization/types.ts';
import type { FlowForm, FormHost } from '../base/form-state.ts';
import { card } from './card.ts';
import { codeInput, sendCode } from './code-input.ts';
import { form } from './form.ts';
import { identityPreview } from './identity-preview.ts';
import { primaryButton } from './primary-button.ts';
import { resendButton } from './resend-button.ts';

export interface CodeCardOptions {
  flow: 'signIn' | 'signUp' | 'userVerification';
  step: string;
  identifier: string;
  /** Appearance key of the view; default `emailCode`. */
  part?: string;
  /** Group of the view's texts. */
  texts: TextGroup<'title'>;
  /** Key of the subtitle; default `subtitle` of `texts`. */
  subtitle?: TextKey;
  /** Further parameters of the texts. */
  params?: TextParams;
  sent: SentCode | null;
  /** The email address that a code of a second factor went to, as it may be shown; default what `sent` says. */
  mailbox?: string;
  /** When another code may be sent, in milliseconds of the steady clock; undefined before the first one was sent. */
  resendAt: number | undefined;
  verify(code: string): void;
  /** Sends another code, and resolves whether or not that worked. Absent where codes are not sent. */
  resend?: (() => unknown) | undefined;
  /** Goes back to the choice of the account. Absent where the account cannot change. */
  edit?: () => void;
  /** Shown above the code. */
  above?: unknown;
  footer?: unknown;
}

type SentCodeOptions = Required<Pick<CodeCardOptions, 'step' | 'sent' | 'resendAt' | 'verify' | 'resend' | 'edit'>>;

/** Returns the options of {@link codeCard} for a code that a flow has sent. */
export function sentCode(
  { form }: { readonly form: FlowForm<{ type: 'code'; code: string } | { type: 'resend' }> },
  { name, sent }: { name: string; sent: SentCode | null },
): SentCodeOptions {
  return {
    step: name,
    sent,
    resendAt: sent?.resendAt,
    verify: (code) => void form.submit({ type: 'code', code }),
    resend: () => form.submit({ type: 'resend' }),
    edit: () => void form.goTo('start'),
  };
}

/** Draws the view that asks for a code of six digits. */
export function codeCard(host: FormHost, options: CodeCardOptions): TemplateResult {
  const { flow, texts, sent, resend, part = 'emailCode' } = options;
  const text = (key: TextKey) => host.t(key, { identifier, ...options.params });
  const { pending } = host.form;
  const identifier = shown(options.identifier, sent);
  const { resendAt, mailbox = sent?.to } = options;
  return card(host, {
    flow,
    part,
    step: options.step,
    title: text(`${texts}.title`),
    // The subtitle says that a code was sent, so it waits for that.
    subtitle: resend && resendAt === undefined ? undefined : text(options.subtitle ?? (`${texts}.subtitle` as TextKey)),
    preview: identityPreview(host, identifier, options.edit),
    footer: options.footer,
    // A step gets a field of its own, so that the code of the step before is gone.
    body: keyed(
      options.step + part,
      form(
        host,
        ({ code = '' }) => sendCode(host, code, options.verify),
        html`${options.above ?? nothing}${codeInput(host)}
        ${resend ? resendButton(host, { label: text(`${texts}.resendButton` as TextKey), resendAt, resend, mailbox: resendAt === undefined ? undefined : mailbox }) : nothing}
        ${primaryButton(host, host.t('formButtonPrimary'), pending === 'code')}`,
      ),
    ),
  });
}

/** Returns the address that the code went to: as the user typed it, to reveal a typing error, otherwise masked. */
function shown(typed: string, sent: SentCode | null): string {
  if (!sent) return typed;
  const [name = '', domain] = sent.to.toLowerCase().split(/\*+(?=@)/);
  const own = typed.toLowerCase();
  return domain && own.startsWith(name) && own.endsWith(domain) ? typed : sent.to;
}
