import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { profileDelete } from '../../../localization/en-us/profile-delete.ts';
import { errorOf } from '../../base/form-state.ts';
import { field } from '../../parts/field.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';

const TEXTS = 'userProfile.deletePage';
const NAME = 'deleteConfirmation';
/** Where the next account is shown. */
const FIRST_PAGE = { id: 'account', route: 'account' };

/** The question before the account is deleted. The user answers it by typing a text. */
export class DeleteAccount extends Editor {
  static readonly extension = { sheets: [], texts: [profileDelete] };

  /** Whether what is typed is the text. */
  #isConfirmed = false;

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const text = this.#text;
    return card(actions, {
      id: 'deleteAccount',
      title: host.t(`${TEXTS}.title`),
      text: `${host.t(`${TEXTS}.messageLine1`)} ${host.t(`${TEXTS}.messageLine2`)}`,
      content: html`<div class="cl-deleteConfirmation" @input=${this.#watch}>
          ${field(host, {
            name: NAME,
            autocomplete: 'off',
            label: host.t('formFieldLabel__confirmDeletion'),
            hint: host.t(`${TEXTS}.actionDescription`, { text }),
          })}
        </div>`,
      button: host.t(`${TEXTS}.confirm`),
      isDangerous: true,
      isIncomplete: !this.#isConfirmed,
      save: ({ [NAME]: typed = '' }) => {
        if (this.#matches(typed)) return void this.#delete(user);
        const error = errorOf('form_param_value_invalid', 'delete_confirmation');
        host.form.reject({ [NAME]: { ...error, meta: { ...error.meta, text } } });
      },
    });
  }

  #watch = ({ target }: Event): void => {
    const isConfirmed = this.#matches((target as HTMLInputElement).value);
    if (isConfirmed === this.#isConfirmed) return;
    this.#isConfirmed = isConfirmed;
    this.host.requestUpdate();
  };

  /** What the user has to type. Clerk's locales have it as the placeholder of the field. */
  get #text(): string {
    return this.host.t('formFieldInputPlaceholder__confirmDeletionUserAccount');
  }

  #matches(typed: string): boolean {
    return plain(typed) === plain(this.#text);
  }

  /**
   * Deletes the account. Then the page goes where it goes after a sign-out, or another account of this browser is
   * shown.
   */
  async #delete(user: UserResource): Promise<void> {
    const { actions, host } = this;
    const { clerk } = host;
    let next: string | undefined;
    const isDeleted = await actions.form.run('save', async () => {
      await user.delete();
      next = clerk?.client?.signedInSessions[0]?.id;
      await clerk?.setActive(next ? { session: next } : { session: null, redirectUrl: clerk.buildAfterSignOutUrl() });
    });
    if (!isDeleted) return;
    if (next) host.go(FIRST_PAGE);
    await host.updateComplete;
    actions.close(`${TEXTS}.successMessage`);
    if (next) void host.focusOn('.cl-headerTitle', focusTitle);
  }
}

/** A title takes the focus where nothing else is about the change. */
function focusTitle(title: HTMLElement): void {
  title.tabIndex = -1;
  title.focus();
}

/** Letter case and extra blanks do not matter: a phone's keyboard changes them. */
function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').normalize('NFKC').toLocaleLowerCase();
}
