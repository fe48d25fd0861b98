import type { RowMenuItem } from '../row-menu.ts';
import type { Place, UserProfileHost } from '../user-profile-host.ts';

/** What the menu of an email address or a phone number depends on. */
export interface IdentifierUse {
  section: 'emailAddresses' | 'phoneNumbers';
  item: string;
  isVerified: boolean;
  isPrimary: boolean;
  /** Whether it can sign the user in; then it can be verified, and be the primary one. */
  canSignIn: boolean;
  /** Whether the user may not be without it. */
  isNeeded: boolean;
}

const KINDS = {
  emailAddresses: { verify: 'emailAddress', remove: 'removeEmailAddress', primary: 'primaryEmailAddressId' },
  phoneNumbers: { verify: 'phoneNumber', remove: 'removePhoneNumber', primary: 'primaryPhoneNumberId' },
} as const;

/** Returns what the user can do with an email address or a phone number. */
export function identifierItems(host: UserProfileHost, use: IdentifierUse): RowMenuItem[] {
  const { section, item, isVerified, isPrimary, canSignIn, isNeeded } = use;
  const texts = `userProfile.start.${section}Section` as const;
  const kind = KINDS[section];
  const place = { section, item };
  const items: RowMenuItem[] = [];
  if (!isVerified && canSignIn) {
    items.push({
      id: 'verify',
      label: host.t(`${texts}.detailsAction__${isPrimary ? 'primary' : 'unverified'}`),
      run: () => host.edit(kind.verify, place),
    });
  }
  if (isVerified && !isPrimary && canSignIn) {
    const update = async () => host.user?.update({ [kind.primary]: item });
    items.push({
      id: 'primary',
      label: host.t(`${texts}.detailsAction__nonPrimary`),
      run: () => void host.actions?.call('primary', place, update, `${texts}.successMessage__primary`),
    });
  }
  if (!isNeeded) {
    items.push({
      id: 'remove',
      label: host.t(`${texts}.destructiveAction`),
      isDangerous: true,
      run: () => host.edit(kind.remove, place),
    });
  }
  return items;
}

/** Returns what the user can do with a wallet. */
export function walletItems(
  host: UserProfileHost,
  item: string,
  { verified, isPrimary }: { verified: boolean; isPrimary: boolean },
): RowMenuItem[] {
  const texts = 'userProfile.start.web3WalletsSection';
  const place: Place = { section: 'web3Wallets', item };
  const update = async () => host.user?.update({ primaryWeb3WalletId: item });
  const makePrimary = () => void host.actions?.call('primary', place, update, `${texts}.primaryMessage`);
  const items: RowMenuItem[] = [];
  // A wallet signs when it is connected once more.
  if (!verified) {
    const label = host.t(`${texts}.detailsAction__unverified`);
    items.push({ id: 'verify', label, run: () => host.edit('connectWallet', place) });
  } else if (!isPrimary) {
    items.push({ id: 'primary', label: host.t(`${texts}.detailsAction__nonPrimary`), run: makePrimary });
  }
  items.push({
    id: 'remove',
    label: host.t(`${texts}.destructiveAction`),
    isDangerous: true,
    run: () => host.edit('removeWallet', place),
  });
  return items;
}
