import { html, nothing, type TemplateResult } from 'lit';
import { isVerified, type Owned, primaryFirst } from '../owned.ts';
import { rowMenu } from '../row-menu.ts';
import { badge, list, section } from '../section.ts';
import type { UserProfileHost } from '../user-profile-host.ts';

export interface IdentifiersOptions<Item> {
  id: 'emailAddresses' | 'phoneNumbers';
  attribute: 'email_address' | 'phone_number';
  /** What opens to add one. */
  editor: 'emailAddress' | 'phoneNumber';
  all: readonly Item[];
  /** Id of the primary one. */
  primary: string | null;
  /** Whether one can sign the user in; all can by default. */
  canSignIn?(item: Item): boolean;
  /** Returns one as text. */
  label(item: Item): string;
  /** Draws the text. */
  content(label: string): unknown;
  /** Draws badges, beside those for the primary one and for one that is not verified. */
  badges(item: Item): unknown;
}

/** Draws the email addresses or the phone numbers, the primary one first, with a menu for each. */
export function identifiersSection<Item extends Owned>(
  host: UserProfileHost,
  options: IdentifiersOptions<Item>,
): TemplateResult | typeof nothing {
  const { id, primary, editor, canSignIn = () => true } = options;
  const attribute = host.environment?.user_settings.attributes[options.attribute];
  if (!attribute?.enabled) return nothing;
  const text = (key: 'title' | 'empty' | 'primaryButton') => host.t(`userProfile.start.${id}Section.${key}`);
  const all = primaryFirst(options.all, primary);
  const isOnly = all.filter((item) => isVerified(item) && canSignIn(item)).length === 1;
  const row = (item: Item) => {
    const label = options.label(item);
    const isPrimary = item.id === primary;
    const verified = isVerified(item);
    const isNeeded = attribute.required && verified && isOnly && canSignIn(item);
    const use = { section: id, item: item.id, isVerified: verified, isPrimary, isNeeded, canSignIn: canSignIn(item) };
    return html`<span class="cl-profileSectionItemParts">
        <span class=${host.cl('profileSectionItemText')}>${options.content(label)}</span>
        ${isPrimary ? badge(host, 'primary') : nothing}
        ${verified ? nothing : badge(host, 'unverified')}${options.badges(item)}
      </span>
      ${
        attribute.immutable || (isNeeded && isPrimary)
          ? nothing
          : rowMenu(host, use, label, host.actions?.identifierItems(host, use))
      }`;
  };
  return section(
    host,
    id,
    text('title'),
    list(
      host,
      id,
      all.map((item) => ({ id: item.id, content: row(item) })),
      text('empty'),
      attribute.immutable ? undefined : { editor, label: text('primaryButton') },
    ),
  );
}
