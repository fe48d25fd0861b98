import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { field } from '../../parts/field.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { EXTENSION } from './extension.ts';

const TEXTS = 'userProfile.passkeyScreen';
/** The longest name that the server takes, in characters. */
const MAX_NAME = 100;

/** The form that gives a passkey another name. */
export class RenamePasskey extends Editor {
  static readonly extension = EXTENSION;

  draw({ passkeys }: UserResource): TemplateResult {
    const { actions, host } = this;
    const passkey = passkeys.find(({ id }) => id === this.item);
    return card(actions, {
      id: 'renamePasskey',
      title: host.t(`${TEXTS}.title__rename`),
      text: host.t(`${TEXTS}.subtitle__rename`),
      content: field(host, {
        // The API names its errors so.
        name: 'name',
        autocomplete: 'off',
        label: host.t('formFieldLabel__passkeyName'),
        value: actions.draft['name'] ?? passkey?.name,
        maxLength: MAX_NAME,
      }),
      save: ({ name = '' }) =>
        void actions.save(async () => passkey?.update({ name: name.trim() }), `${TEXTS}.successMessage__rename`),
    });
  }
}
