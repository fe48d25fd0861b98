// A wallet for visitors who have none. Its key is made in this browser and stays here; it announces itself as the
// extensions of real wallets do (EIP-6963), and signs what they would sign (EIP-191).
import { ask } from './wallet-dialog.js';

const KEY = 'demo-wallet-key';
const ICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><rect width="96" height="96" rx="24" fill="#0f766e"/>' +
      '<path d="M26 36a6 6 0 0 1 6-6h30v10M26 36v26a6 6 0 0 0 6 6h34a4 4 0 0 0 4-4V44a4 4 0 0 0-4-4H30a4 4 0 0 1-4-4" ' +
      'fill="none" stroke="#fff" stroke-width="5" stroke-linejoin="round"/><circle cx="59" cy="54" r="4" fill="#fff"/></svg>',
  );

const detail = Object.freeze({
  info: Object.freeze({ uuid: crypto.randomUUID(), name: 'Demo wallet', icon: ICON, rdns: 'com.example.demo-wallet' }),
  provider: { request },
});

// It keeps quiet when the visitor has a wallet.
let isAlone = window.ethereum === undefined;
const announce = () => {
  if (isAlone) window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
};
window.addEventListener('eip6963:announceProvider', (event) => {
  if (event.detail !== detail) isAlone = false;
});
window.dispatchEvent(new Event('eip6963:requestProvider'));
window.addEventListener('eip6963:requestProvider', announce);
announce();

/** Answers the page (EIP-1193). */
async function request({ method, params = [] }) {
  const curves = await import('./curves.js');
  let wallet = open(curves, localStorage.getItem(KEY));
  if (method === 'eth_requestAccounts' || method === 'eth_accounts') {
    const renew = () => {
      wallet = open(curves, null);
      return wallet.address;
    };
    const isAllowed = await ask({ title: 'Connect the demo wallet', address: wallet.address, renew, yes: 'Connect' });
    if (!isAllowed) throw refusal(4001, 'The user rejected the request.');
    localStorage.setItem(KEY, wallet.key);
    return [wallet.address];
  }
  if (method === 'eth_chainId') return '0x1';
  if (method !== 'personal_sign') throw refusal(4200, `The demo wallet has no ${method}.`);
  const [message, account] = params;
  if (account.toLowerCase() !== wallet.address) throw refusal(4100, 'The demo wallet does not have this account.');
  const bytes = curves.hexToBytes(message.slice(2));
  const text = new TextDecoder().decode(bytes);
  const isAllowed = await ask({ title: 'Sign this message', address: wallet.address, message: text, yes: 'Sign' });
  if (!isAllowed) throw refusal(4001, 'The user rejected the request.');
  return wallet.sign(bytes);
}

/** Opens the wallet of a key in hexadecimal; null makes a new one. */
function open({ secp256k1, keccak_256, bytesToHex, concatBytes, hexToBytes, utf8ToBytes }, saved) {
  const key = saved ? hexToBytes(saved) : secp256k1.utils.randomSecretKey();
  const publicKey = secp256k1.getPublicKey(key, false).subarray(1);
  return {
    key: bytesToHex(key),
    address: `0x${bytesToHex(keccak_256(publicKey).subarray(12))}`,
    sign(message) {
      const prefix = utf8ToBytes(`\x19Ethereum Signed Message:\n${message.length}`);
      const hash = keccak_256(concatBytes(prefix, message));
      const [recovery, ...rs] = secp256k1.sign(hash, key, { prehash: false, format: 'recovered' });
      return `0x${bytesToHex(Uint8Array.from(rs))}${(27 + recovery).toString(16)}`;
    },
  };
}

function refusal(code, message) {
  return Object.assign(new Error(message), { code });
}
