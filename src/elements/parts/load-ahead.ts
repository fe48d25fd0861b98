/**
 * Loads what the press of a button needs before its request. Call it when the pointer or the focus reaches the button; the
 * press itself loads what is missing, and says so when it cannot.
 *
 * @param strategy that the button begins
 */
export function loadAhead(strategy: string): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  const parts = [import('../../client/resources/methods/sign-in-methods.ts')] as Promise<unknown>[];
  if (strategy === 'passkey') parts.push(import('../../client/flows/passkey/passkey-method.ts'));
  if (strategy.startsWith('web3')) parts.push(import('../../client/flows/wallet/ask-for-wallet.ts'));
  Promise.all(parts).catch(() => {});
}
