import type { TemplateResult } from 'lit';
import type { EmailAddressResource } from '../../../client/resources/types/identifiers.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { field } from '../../parts/field.ts';
import { card } from '../card.ts';
import { isVerified } from '../owned.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { IdentifierEditor } from './identifier-editor.ts';
import type { ProofOptions } from './proof.ts';

const TEXTS = 'userProfile.emailAddressPage';
const NAME = 'emailAddress';

/** Adds or verifies an email address. */
export class EmailEditor extends IdentifierEditor<EmailAddressResource> {
  protected listOf({ emailAddresses }: UserResource): readonly EmailAddressResource[] {
    return emailAddresses;
  }

  protected optionsOf({ emailAddress, matchesSsoConnection, verification }: EmailAddressResource): ProofOptions {
    const isSso = matchesSsoConnection || /^(enterprise_sso|saml)$/.test(verification.strategy ?? '');
    const way = wayOf(this.host);
    return {
      strategy: isSso ? 'enterprise_sso' : way === 'emailLink' ? 'email_link' : 'email_code',
      shown: emailAddress,
      texts: {
        title: `${TEXTS}.verifyTitle`,
        subtitle: `${TEXTS}.${isSso ? 'enterpriseSSOLink' : way}.formSubtitle`,
        resend: `${TEXTS}.${way}.resendButton`,
        success: `${TEXTS}.${way}.successMessage`,
        change: `${TEXTS}.changeButton`,
      },
    };
  }

  protected textOf({ emailAddress }: EmailAddressResource): string {
    return emailAddress;
  }

  protected drawField(user: UserResource): TemplateResult {
    const { host, draft } = this.actions;
    return card(this.actions, {
      id: NAME,
      title: host.t(`${TEXTS}.title`),
      button: host.t('userProfile.formButtonPrimary__add'),
      save: ({ [NAME]: typed = '' }) => this.#submit(user, typed.trim()),
      content: field(host, {
        name: NAME,
        type: 'email',
        autocomplete: 'email',
        label: host.t('formFieldLabel__emailAddress'),
        value: this.mistyped ?? draft[NAME] ?? '',
        hint: host.t(`${TEXTS}.${wayOf(host)}.formHint`),
      }),
    });
  }

  #submit(user: UserResource, typed: string): void {
    const unverified = user.emailAddresses.find(
      (known) => known.emailAddress.toLowerCase() === typed.toLowerCase() && !isVerified(known),
    );
    void this.add(unverified, () => user.createEmailAddress({ email: typed }));
  }
}

/** The first way that the instance lists is the one that it prefers. */
function wayOf({ environment }: UserProfileHost): 'emailCode' | 'emailLink' {
  const ways = environment?.user_settings.attributes.email_address.verifications ?? [];
  return ways.find((way) => /^email_(code|link)$/.test(way)) === 'email_link' ? 'emailLink' : 'emailCode';
}
