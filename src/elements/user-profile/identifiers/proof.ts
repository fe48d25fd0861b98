import { html, nothing, type TemplateResult } from 'lit';
import { firstError, isClerkAPIResponseError } from '../../../client/errors.ts';
import { absolute } from '../../../client/platform/address.ts';
import { page } from '../../../client/platform/native.ts';
import { steadyNow } from '../../../client/platform/steady-now.ts';
import type { VerificationResource } from '../../../client/resources/types/verification.ts';
import type { TextKey } from '../../../localization/types.ts';
import { alert } from '../../parts/alert.ts';
import { isolated } from '../../parts/language-of.ts';
import linkSheet from '../../styles/link.css';
import { emailLink } from '../../../localization/en-us/email-link.ts';
import { card, stepLink } from '../card.ts';
import { codeStep } from '../code-step.ts';
import type { ProfileActions } from '../profile-actions.ts';
import { SentCode } from '../sent-code.ts';

const LINK = { sheets: [linkSheet], texts: [emailLink] };
/** Milliseconds between two looks at an address whose link was sent. */
const POLL_MS = 1_000;

/** An email address or a phone number. */
export interface Identifier {
  readonly id: string;
  readonly verification: VerificationResource;
  prepareVerification(params: { strategy: string; redirectUrl?: string; numberMatch?: boolean }): Promise<unknown>;
  attemptVerification(params: { code: string }): Promise<unknown>;
  destroy(): Promise<void>;
}

export interface ProofOptions {
  /** `email_code`, `email_link`, `enterprise_sso` or `phone_code`. */
  strategy: string;
  /** The address or number, as it is shown. */
  shown: string;
  texts: { title: TextKey; subtitle: TextKey; resend: TextKey; success: TextKey; change: TextKey };
}

/** The step of an editor that proves that an address or number is the user's own. */
export class Proof {
  readonly #actions: ProfileActions;
  readonly #options: ProofOptions;
  readonly #sent: SentCode;
  readonly #change: (() => void) | undefined;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param change goes back to the field, for a user who has mistyped; undefined where the user comes from elsewhere
   */
  constructor(actions: ProfileActions, identifier: Identifier, options: ProofOptions, change?: () => void) {
    const { verification } = identifier;
    const { strategy } = options;
    const isLink = strategy === 'email_link';
    this.#actions = actions;
    this.#options = options;
    this.#change = change;
    const isValid = verification.status === 'unverified' && Number(verification.expireAt) > steadyNow();
    this.#sent = new SentCode(() => this.#prepare(identifier), {
      isLink,
      wasSent: isValid && verification.strategy === strategy,
    });
    if (isLink) actions.host.extend(LINK);
    if (!strategy.endsWith('_code')) this.#lookLater();
  }

  /** Sends the code or link. What goes wrong is shown for the whole form, as there may be no field for it. */
  async send(): Promise<void> {
    const { form } = this.#actions;
    if (await form.run('send', () => this.#sent.send())) return;
    const { global, fields } = form.errors;
    form.amend({ fields: {}, global: global ?? Object.values(fields)[0] ?? null });
  }

  /** Stops waiting. */
  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  draw(identifier: Identifier): TemplateResult {
    const actions = this.#actions;
    const { host } = actions;
    const { strategy, texts, shown } = this.#options;
    const { verification } = identifier;
    // This tab has proven it, another one, or the page behind the link.
    if (verification.status === 'verified' && !actions.form.pending) queueMicrotask(() => this.#finish());
    const step = {
      id: strategy,
      title: host.t(texts.title),
      text: this.#sent.isSent ? host.t(texts.subtitle, { identifier: isolated(host, shown) }) : undefined,
    };
    const change = this.#change ? stepLink(actions, 'change', host.t(texts.change), this.#change) : nothing;
    if (strategy === 'enterprise_sso')
      return card(actions, { ...step, button: null, content: html`${signInLink(actions, verification)}${change}` });
    return codeStep(actions, {
      ...step,
      sent: this.#sent,
      resendLabel: host.t(texts.resend),
      mailbox: shown,
      above: strategy === 'email_link' ? aboutLink(actions, verification, this.#sent.isOver) : nothing,
      content: change,
      verify: (code) => void this.#attempt(identifier, code),
    });
  }

  async #prepare(identifier: Identifier): Promise<void> {
    const { strategy } = this.#options;
    const redirectUrl = this.#actions.host.urlOf('verify');
    await this.#orVerified(() =>
      identifier.prepareVerification(
        strategy.endsWith('_code')
          ? { strategy }
          : { strategy, redirectUrl, ...(strategy === 'email_link' && { numberMatch: true }) },
      ),
    );
  }

  async #attempt(identifier: Identifier, code: string): Promise<void> {
    const { form } = this.#actions;
    if (await form.run('code', () => this.#orVerified(() => identifier.attemptVerification({ code })))) this.#finish();
  }

  /** Makes a call. If the identifier was verified elsewhere meanwhile, that is what the user wanted. */
  async #orVerified(call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      if (firstError(error)?.code !== 'verification_already_verified') throw error;
      await this.#actions.host.user?.reload();
    }
  }

  #finish(): void {
    if (this.#isOver) return;
    this.stop();
    const { texts, shown } = this.#options;
    this.#actions.close(texts.success, { identifier: shown });
  }

  /**
   * Asks for the user until the link is confirmed, as long as the page is visible. `createEmailLinkFlow` would wait as
   * well, but it does not say when the link was sent, and it cannot wait for one that was sent before.
   */
  async #look(): Promise<void> {
    try {
      if (page.visibilityState !== 'hidden') await this.#actions.host.user?.reload();
    } catch (error) {
      // Any other failure may pass.
      if (isClerkAPIResponseError(error) && error.status === 401) return;
    }
    if (this.#sent.isOver) this.#actions.host.requestUpdate();
    this.#lookLater();
  }

  #lookLater(): void {
    if (!this.#isOver) this.#timer = setTimeout(() => void this.#look(), POLL_MS);
  }
}

/** Says on which device the user may open the link, and that the email has a code too. */
function aboutLink(
  { host }: ProfileActions,
  { status, matchNumber }: VerificationResource,
  isOver: boolean,
): TemplateResult {
  const isUsable = !isOver && status !== 'expired' && status !== 'failed';
  return html`${isUsable ? nothing : alert(host, host.t('signUp.emailLink.unusable'))}
    ${
      isUsable && matchNumber
        ? html`<div class=${host.cl('linkMatch')}>
          <p class="cl-linkText" .textContent=${host.t('signUp.emailLink.matchNumber')}></p>
          <strong class=${host.cl('linkMatchNumber')} .textContent=${matchNumber}></strong>
        </div>`
        : nothing
    }
    <p class="cl-linkText" .textContent=${host.t('signUp.emailLink.codeTitle')}></p>`;
}

/** Draws the link to the organization's own sign-in page. */
function signInLink({ host }: ProfileActions, { externalVerificationRedirectURL: url }: VerificationResource): unknown {
  return url
    ? html`<a
        class=${host.cl('profileSectionPrimaryButton', 'enterprise')}
        href=${absolute(url.href)}
        target="_blank"
        rel="noopener"
        .textContent=${host.t('userProfile.emailAddressPage.enterpriseSSOLink.formButton')}
      ></a>`
    : nothing;
}
