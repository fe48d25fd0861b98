import type { SessionResource } from './types/session.ts';

/** Identifiers of accounts that their users delete on this page: the browser keeps nothing of them. */
export const deleted = new Set<string>();

/** Returns everything that an account may have been kept under. */
export function identifiersOf({ user, publicUserData }: SessionResource): string[] {
  const addresses = user?.emailAddresses?.map(({ emailAddress }) => emailAddress) ?? [];
  const numbers = user?.phoneNumbers?.map(({ phoneNumber }) => phoneNumber) ?? [];
  const wallets = user?.web3Wallets?.map(({ web3Wallet }) => web3Wallet) ?? [];
  return [publicUserData.identifier, user?.username ?? '', ...addresses, ...numbers, ...wallets].filter(Boolean);
}
