import type { TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import type { TextKey } from '../../../localization/types.ts';
import { isolated } from '../../parts/language-of.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import { isVerified } from '../owned.ts';
import { EXTENSION } from './extension.ts';

export interface Removable {
  shown: string;
  /** What follows, if anything does. */
  consequence: TextKey | undefined;
  destroy(): Promise<void>;
}

/** The question before an email address or a phone number is removed. */
export abstract class RemoveIdentifier extends Editor {
  static readonly extension = EXTENSION;

  protected abstract readonly id: 'emailAddress' | 'phoneNumber';

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const { id } = this;
    const texts = `userProfile.${id}Page.removeResource` as const;
    const found = this.find(user);
    const { shown = '', consequence } = found ?? {};
    return card(actions, {
      id: `remove-${id}`,
      title: host.t(`${texts}.title`),
      text: [host.t(`${texts}.messageLine1`, { identifier: isolated(host, shown) }), consequence && host.t(consequence)]
        .filter(Boolean)
        .join(' '),
      button: host.t('userProfile.formButtonPrimary__remove'),
      isDangerous: true,
      save: () =>
        void actions.save(async () => found?.destroy(), `${texts}.successMessage`, { identifier: shown, [id]: shown }),
    });
  }

  protected abstract find(user: UserResource): Removable | undefined;
}

/** The question before an email address is removed. */
export class RemoveEmailAddress extends RemoveIdentifier {
  protected readonly id = 'emailAddress';

  protected find({ emailAddresses }: UserResource): Removable | undefined {
    const address = emailAddresses.find(({ id }) => id === this.item);
    if (!address) return undefined;
    const { emailAddress: shown } = address;
    const consequence = isVerified(address) ? 'userProfile.emailAddressPage.removeResource.messageLine2' : undefined;
    return { shown, consequence, destroy: () => address.destroy() };
  }
}
