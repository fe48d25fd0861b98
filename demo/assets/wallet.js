// Finds wallets: those that announce themselves (EIP-6963), and the older `window.ethereum`.

/** Asks the first wallet for its address; undefined when the browser has no wallet. */
export async function findWallet() {
  const announced = [];
  const listen = (event) => announced.push(event.detail);
  addEventListener('eip6963:announceProvider', listen);
  dispatchEvent(new Event('eip6963:requestProvider'));
  await new Promise((resolve) => setTimeout(resolve));
  removeEventListener('eip6963:announceProvider', listen);
  const provider = announced[0]?.provider ?? window.ethereum;
  if (!provider) return undefined;
  const [address] = await provider.request({ method: 'eth_requestAccounts' });
  const hex = (text) => `0x${[...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  return {
    address,
    sign: (message) => provider.request({ method: 'personal_sign', params: [hex(message), address] }),
  };
}
