import { secp256k1 } from '@noble/curves/secp256k1.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * How the wallet behaves: `reject…` declines the request, `busy` has another request open, `late` answers when
 * `release()` is called, `lie` signs another message, `stranger` signs with another key, `twin` answers with the
 * other valid `s` of the signature.
 */
export type Manner = 'honest' | 'reject-connect' | 'reject-sign' | 'busy' | 'late' | 'lie' | 'stranger' | 'twin';

export interface TestWalletOptions {
  /** 32 bytes in hexadecimal; a new one by default. */
  privateKey?: string;
  name?: string;
  rdns?: string;
  icon?: string;
  /** Whether it answers to `eip6963:requestProvider`. */
  announces?: boolean;
  /** Whether it is `window.ethereum` too. */
  injects?: boolean;
  /** Properties of the provider, such as `isMetaMask`. */
  flags?: Record<string, boolean>;
  manner?: Manner;
}

export interface TestWallet {
  readonly address: string;
  /** Every request so far. */
  readonly requests: { method: string; params?: unknown }[];
  manner: Manner;
  provider: { request(args: { method: string; params?: unknown }): Promise<unknown> };
  /** Signs as `personal_sign` does. */
  sign(message: string): string;
  /** Answers the delayed requests. */
  release(): void;
  /** Announces the wallet in a page. */
  install(page: Window): void;
}

const ICON = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E';
const ORDER = secp256k1.Point.CURVE().n;

/** A wallet with a real key (EIP-1193), for a test in Node or in a page. */
export function createTestWallet(options: TestWalletOptions = {}): TestWallet {
  const {
    name = 'MetaMask',
    rdns = 'io.metamask',
    icon = ICON,
    announces = true,
    injects = false,
    flags = {},
  } = options;
  const key = options.privateKey ? hexToBytes(options.privateKey) : secp256k1.utils.randomSecretKey();
  const address = addressOf(key);
  const held: (() => void)[] = [];
  const wallet: TestWallet = {
    address,
    requests: [],
    manner: options.manner ?? 'honest',
    provider: { ...flags, request },
    sign: (message) => sign(utf8ToBytes(message), key),
    release() {
      for (const go of held.splice(0)) go();
    },
    install(page) {
      const detail = Object.freeze({
        info: Object.freeze({ uuid: crypto.randomUUID(), name, icon, rdns }),
        provider: wallet.provider,
      });
      const announce = () => page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
      if (injects) Object.assign(page, { ethereum: wallet.provider });
      if (!announces) return;
      page.addEventListener('eip6963:requestProvider', announce);
      announce();
    },
  };
  return wallet;

  async function request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
    wallet.requests.push({ method, params });
    if (wallet.manner === 'late') await new Promise<void>((resolve) => held.push(resolve));
    if (wallet.manner === 'busy') throw refusal(-32002, 'A request is already open.');
    if (method === 'eth_requestAccounts' || method === 'eth_accounts') {
      if (wallet.manner === 'reject-connect') throw refusal(4001, 'The user said no.');
      return [address];
    }
    if (method === 'eth_chainId') return '0x1';
    if (method !== 'personal_sign') throw refusal(4200, `There is no ${method}.`);
    if (wallet.manner === 'reject-sign') throw refusal(4001, 'The user said no.');
    const [message, account] = params as [string, string];
    if (account.toLowerCase() !== address) throw refusal(4100, 'That is not my account.');
    const bytes = hexToBytes(message.slice(2));
    if (wallet.manner === 'lie') return sign(concatBytes(bytes, utf8ToBytes('!')), key);
    if (wallet.manner === 'stranger') return sign(bytes, secp256k1.utils.randomSecretKey());
    return wallet.manner === 'twin' ? withHighS(sign(bytes, key)) : sign(bytes, key);
  }
}

/** Returns the other valid signature of the same message, made without the key: `s` negated and `v` flipped. */
export function withHighS(signature: string): string {
  const [r, s, v] = [signature.slice(2, 66), signature.slice(66, 130), Number.parseInt(signature.slice(130), 16)];
  const highS = (ORDER - BigInt(`0x${s}`)).toString(16).padStart(64, '0');
  return `0x${r}${highS}${(v === 27 ? 28 : 27).toString(16)}`;
}

function sign(message: Uint8Array, key: Uint8Array): string {
  const prefix = utf8ToBytes(`\x19Ethereum Signed Message:\n${message.length}`);
  const hash = keccak_256(concatBytes(prefix, message));
  const [recovery = 0, ...rs] = secp256k1.sign(hash, key, { prehash: false, format: 'recovered' });
  return `0x${bytesToHex(Uint8Array.from(rs))}${(27 + recovery).toString(16)}`;
}

function addressOf(key: Uint8Array): string {
  return `0x${bytesToHex(keccak_256(secp256k1.getPublicKey(key, false).subarray(1)).subarray(12))}`;
}

function refusal(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}
