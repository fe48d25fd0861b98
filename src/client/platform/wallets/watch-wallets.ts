import { attempt } from '../native.ts';
import { KNOWN_WALLETS, type KnownWallet } from './known-wallets-table.ts';
import type { EthereumProvider, Wallet } from './wallet.ts';

/** The part of the window that wallets use. */
export type WalletHost = EventTarget & { readonly ethereum?: unknown };

const MAX_NAME = 64;
/** Images that an `img` element shows without running scripts in them. */
const DATA_IMAGE = /^data:image\/(?:svg\+xml|png|jpeg|gif|webp|avif)[;,]/i;
/** Characters. An icon is shown in a square of 96 pixels; one that is much larger is a mistake of the wallet. */
const MAX_ICON = 262_144;
/** Control characters, and marks that change the direction of the text after them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Asks the wallets of the page to announce themselves (EIP-6963) and listens from then on. If none does, the wallets at
 * `window.ethereum` are used.
 *
 * @param onChange called whenever a wallet announces itself later
 * @returns `wallets`: those known so far, each once, in the order in which they came; `stop`: ends the listening
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
    // A wallet announces itself again whenever a page asks. The first announcement counts.
    if (!wallet || announced.has(wallet.id)) return;
    announced.set(wallet.id, wallet);
    if (!isAsking) onChange(list());
  };
  host.addEventListener('eip6963:announceProvider', listen);
  host.dispatchEvent(new Event('eip6963:requestProvider'));
  isAsking = false;
  return { wallets: list(), stop: () => host.removeEventListener('eip6963:announceProvider', listen) };
}

/** Reads an announcement, which any browser extension may have written. Getters of its objects may throw. */
function readAnnouncement(detail: unknown): Wallet | undefined {
  const { info, provider } = (detail ?? {}) as { info?: Record<string, unknown>; provider?: unknown };
  if (!isProvider(provider) || typeof info?.uuid !== 'string' || !info.uuid) return undefined;
  const rdns = typeof info.rdns === 'string' ? info.rdns : '';
  const known = KNOWN_WALLETS.find((each) => each.rdns.some((name) => rdns === name || rdns.startsWith(`${name}.`)));
  return toWallet(info.uuid, provider, known, readName(info.name), readIcon(info.icon));
}

/** Before EIP-6963, all wallets used `window.ethereum`. Those that knew of each other put a list there. */
function injectedWallets(host: WalletHost): Wallet[] {
  const injected = attempt(() => host.ethereum);
  const providers = attempt(() => (injected as { providers?: unknown }).providers);
  const all = Array.isArray(providers) && providers.length ? providers : [injected];
  return all.filter(isProvider).map((provider, i) => {
    const known = KNOWN_WALLETS.find((each) =>
      each.flags.some((flag) => attempt(() => Reflect.get(provider, flag)) === true),
    );
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
