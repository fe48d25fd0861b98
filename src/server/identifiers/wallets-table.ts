/**
 * The wallets that users can sign in with; the strategy of each is `web3_<name>_signature`. All sign the same message
 * with the same kind of key, that of Ethereum accounts. Solana's wallets are not among them: they sign with Ed25519 and
 * have other addresses.
 */
export const WALLETS = ['metamask', 'coinbase_wallet', 'base', 'okx_wallet'] as const;
