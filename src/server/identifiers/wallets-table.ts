/**
 * Wallets one can sign in with. All of them sign the same message with the same kind of key (accounts of Ethereum and
 * its kin), so a wallet is one row here and its strategy is `web3_<row>_signature`. Solana's are not among them: they
 * sign with Ed25519 and name their accounts differently.
 */
export const WALLETS = ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'] as const;
