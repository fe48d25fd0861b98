import { KNOWN_WALLETS, type KnownWallet } from './known-wallets-table.ts';
import type { EthereumProvider, Wallet } from './wallet.ts';

/** The window, as far as wallets use it. */
export type WalletHost = EventTarget & { readonly ethereum?: unknown };

const MAX_NAME = 64;
/** Images that an `img` element shows without running anything in them. */
const DATA_IMAGE = /^data:image\/(?:svg\+xml|png|jpeg|gif|webp|avif)[;,]/i;
/** An announced icon is meant for a square of 96 pixels; much more than that is somebody's mistake. */
const MAX_ICON = 262_144;
/** Controls, and marks that turn the direction of the text that follows. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Asks the wallets of the page to announce themselves (EIP-6963) and goes on listening. Where none does, what was
 * left at `window.ethereum` counts.
 *
 * @param onChange told whenever a wallet announces itself later
 * @returns the wallets known so far, each once, in the order in which they came; and the end of listening
 */
export function watchWallets(
  onChange: (wallets: readonly Wallet[]) => void = () => {},
  host: WalletHost = window,
): { wallets: readonly Wallet[]; stop(): void } {
  const announced = new Map<string, Wallet>();
  let isAsking = true;
  const list = () => Object.freeze(announced.size ? Array.from(announced.values()) : injectedWallets(host));
  const listen = (event: Event) => {
    const wallet = attempt(() => readAnnouncement((event as CustomEvent<unknown>).detail));
    // A wallet repeats itself whenever anybody asks; the first word counts.
    if (!wallet || announced.has(wallet.id)) return;
    announced.set(wallet.id, wallet);
    if (!isAsking) onChange(list());
  };
  host.addEventListener('eip6963:announceProvider', listen);
  host.dispatchEvent(new Event('eip6963:requestProvider'));
  isAsking = false;
  return { wallets: list(), stop: () => host.removeEventListener('eip6963:announceProvider', listen) };
}

/** Any extension may have written it, so nothing about it is taken for granted. */
function readAnnouncement(detail: unknown): Wallet | undefined {
  const { info, provider } = (detail ?? {}) as { info?: Record<string, unknown>; provider?: unknown };
  if (!isProvider(provider) || typeof info?.uuid !== 'string' || !info.uuid) return undefined;
  const rdns = typeof info.rdns === 'string' ? info.rdns : '';
  const known = KNOWN_WALLETS.find((each) => each.rdns.some((name) => rdns === name || rdns.startsWith(`${name}.`)));
  return toWallet(info.uuid, provider, known, readName(info.name), readIcon(info.icon));
}

/** Before EIP-6963 all wallets shared one place; the ones that knew of each other left a list there. */
function injectedWallets(host: WalletHost): Wallet[] {
  const injected = attempt(() => host.ethereum);
  const providers = attempt(() => (injected as { providers?: unknown }).providers);
  const all = Array.isArray(providers) && providers.length ? providers : [injected];
  return all.filter(isProvider).map((provider, i) => {
    const flags = provider as unknown as Record<string, unknown>;
    const known = KNOWN_WALLETS.find((each) => each.flags.some((flag) => attempt(() => flags[flag]) === true));
    return toWallet(`injected-${i}`, provider, known, known?.name ?? null, null);
  });
}

function toWallet(
  id: string,
  provider: EthereumProvider,
  known: KnownWallet | undefined,
  name: string | null,
  icon: string | null,
): Wallet {
  return Object.freeze({ id, name: name ?? known?.name ?? null, icon, strategy: known?.strategy, provider });
}

function isProvider(value: unknown): value is EthereumProvider {
  return typeof attempt(() => (value as EthereumProvider).request) === 'function';
}

function readName(name: unknown): string | null {
  if (typeof name !== 'string') return null;
  return (
    name
      .slice(0, 2 * MAX_NAME)
      .replace(UNSEEN, '')
      .trim()
      .slice(0, MAX_NAME) || null
  );
}

function readIcon(icon: unknown): string | null {
  if (typeof icon !== 'string' || icon.length > MAX_ICON) return null;
  const text = icon.trim();
  if (DATA_IMAGE.test(text)) return text;
  return attempt(() => new URL(text))?.protocol === 'https:' ? text : null;
}

/** Getters of a foreign object may throw. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
