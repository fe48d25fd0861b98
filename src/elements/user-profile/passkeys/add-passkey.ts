import type { TemplateResult } from 'lit';
import { isClerkRuntimeError } from '../../../client/errors.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.passkeyScreen';

/** Outcomes that are no error: the user closed the browser's dialog, or the browser has to be another one. */
const QUIET = {
  passkey_registration_cancelled: 'cancelled',
  passkey_operation_aborted: 'cancelled',
  passkey_not_supported: 'notSupported',
  passkey_invalid_rpID_or_domain: 'notSupported',
  passkey_already_exists: 'exists',
} as const;

type Outcome = (typeof QUIET)[keyof typeof QUIET];

/**
 * Asks the browser to create a passkey as soon as it is opened. The card says what to do meanwhile, and afterwards why
 * no passkey was created.
 */
export class AddPasskey extends Editor {
  static readonly extension = EXTENSION;

  #outcome: Outcome | undefined;

  override opened(): void {
    const { user } = this.host;
    if (user) void this.#create(user);
  }

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const outcome = this.#outcome;
    const isHopeless = outcome === 'notSupported' || outcome === 'exists';
    return card(actions, {
      id: 'addPasskey',
      title: host.t(`${TEXTS}.title__add`),
      text: host.t(`${TEXTS}.${outcome ?? 'subtitle__add'}`),
      button: isHopeless ? null : host.t(actions.form.pending ? `${TEXTS}.title__add` : 'userProfile.retryButton'),
      // The browser's own dialog is what can be cancelled.
      cancel: actions.form.pending ? null : host.t(isHopeless ? `${TEXTS}.closeButton` : 'userProfile.formButtonReset'),
      save: () => void this.#create(user),
    });
  }

  async #create(user: UserResource): Promise<void> {
    const { actions, host } = this;
    this.#outcome = undefined;
    const isOver = await actions.form.run('save', async () => {
      try {
        await user.createPasskey();
      } catch (error) {
        this.#outcome = quietOutcome(error);
        if (!this.#outcome) throw error;
      }
    });
    if (!isOver) return;
    if (!this.#outcome) return actions.close(`${TEXTS}.successMessage__add`);
    host.announce(host.t(`${TEXTS}.${this.#outcome}`));
    await host.focusOn('.cl-actionCard button');
  }
}

function quietOutcome(error: unknown): Outcome | undefined {
  return isClerkRuntimeError(error) ? QUIET[error.code as keyof typeof QUIET] : undefined;
}
