/** Methods by name, each with the resource it is called on in front of its own arguments. */
export type MethodTable<Parts> = Readonly<Record<string, (parts: Parts, ...args: never[]) => unknown>>;

/**
 * Methods whose code is fetched when one of them is called first: most pages never call any.
 *
 * @param names separated by blanks
 * @param load imports the table that has them
 */
export function lazyMethods<Parts>(
  names: string,
  parts: Parts,
  load: () => Promise<MethodTable<Parts>>,
): Record<string, (...args: unknown[]) => unknown> {
  return Object.fromEntries(
    names.split(' ').map((name) => {
      const call = async (...args: unknown[]) => {
        const method = (await load())[name] as (parts: Parts, ...args: unknown[]) => unknown;
        return method(parts, ...args);
      };
      return [name, name === 'createEmailLinkFlow' ? () => linkFlow(call) : call];
    }),
  );
}

/** A flow is there at once, to be left at any time; only its start waits for the code. */
function linkFlow(call: (...args: unknown[]) => unknown) {
  const stop = new AbortController();
  return {
    startEmailLinkFlow: (params: unknown) => call(params, stop.signal),
    cancelEmailLinkFlow: () => stop.abort(),
  };
}

/** Signing in or up with a wallet: with any signature, or with the wallet that the method is named after. */
export const WITH_WALLETS =
  'authenticateWithWeb3 authenticateWithMetamask authenticateWithCoinbaseWallet authenticateWithBase ' +
  'authenticateWithOKXWallet';
