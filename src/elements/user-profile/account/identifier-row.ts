import { html, nothing, type TemplateResult } from 'lit';
import type { VerificationResource } from '../../../client/resources/types.ts';
import type { AttributeJSON } from '../../../protocol/json/environment.ts';
import { badge } from '../section.ts';
import { rowMenu } from '../row-menu.ts';
import type { EditorName, Place, UserProfileHost } from '../user-profile-host.ts';

interface Identifier {
  readonly id: string;
  readonly verification: VerificationResource;
}

interface RowOptions {
  section: 'emailAddresses' | 'phoneNumbers';
  item: Identifier;
  /** What the row is about: as it is drawn, and as the menu is named. */
  content: unknown;
  label: string;
  /** Badges, beside those for the primary and for an unverified one. */
  badges: unknown;
  isPrimary: boolean;
  attribute: Pick<AttributeJSON, 'immutable' | 'required'>;
  /** How many of its kind the user has that are verified. */
  verified: number;
  /** Whether it can sign the user in; then it can be verified, and be the primary one. */
  canSignIn?: boolean;
  editors: { verify: EditorName; remove: EditorName };
  makePrimary(): Promise<unknown>;
}

/** Draws the row of an email address or a phone number, with a menu of what the user can do with it. */
export function identifierRow(host: UserProfileHost, options: RowOptions): TemplateResult {
  const { section, item, isPrimary, attribute, editors, canSignIn = true } = options;
  const texts = `userProfile.start.${section}Section` as const;
  const place: Place = { section, item: item.id };
  const verified = isVerified(item);
  const isNeeded = attribute.required && verified && options.verified === 1;
  const items = [
    !verified &&
      canSignIn && {
        id: 'verify',
        label: host.t(`${texts}.detailsAction__${isPrimary ? 'primary' : 'unverified'}`),
        run: () => host.edit(editors.verify, place),
      },
    verified &&
      !isPrimary &&
      canSignIn && {
        id: 'primary',
        label: host.t(`${texts}.detailsAction__nonPrimary`),
        run: () => void host.actions?.call('primary', place, options.makePrimary, `${texts}.successMessage__primary`),
      },
    !isNeeded && {
      id: 'remove',
      label: host.t(`${texts}.destructiveAction`),
      isDangerous: true,
      run: () => host.edit(editors.remove, place),
    },
  ];
  return html`<span class=${host.cl('profileSectionItemText')}>${options.content}</span>
    <span class="cl-profileSectionItemBadges">
      ${isPrimary ? badge(host, 'primary', host.t('badge__primary')) : nothing}
      ${verified ? nothing : badge(host, 'unverified', host.t('badge__unverified'))}${options.badges}
    </span>
    ${rowMenu(host, place, options.label, attribute.immutable ? [] : items.filter((each) => !!each))}`;
}

export function isVerified({ verification }: Pick<Identifier, 'verification'>): boolean {
  return verification.status === 'verified';
}

export function primaryFirst<Item extends Identifier>(items: readonly Item[], primary: string | null): Item[] {
  return [...items].sort((a, b) => Number(b.id === primary) - Number(a.id === primary));
}
