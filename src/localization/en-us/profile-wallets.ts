/** Texts of `<clerk-user-profile>` for connecting and removing wallets. */
export const profileWallets = {
  walletName__unknown: 'Wallet in this browser',
  userProfile: {
    web3WalletPage: {
      title: 'Connect wallet',
      subtitle__availableWallets: 'Your wallet will ask you to sign a message. That costs nothing.',
      subtitle__unavailableWallets:
        'There is no wallet in this browser. Install a wallet extension, then reload the page.',
      subtitle__pending: 'If your wallet did not open by itself, open it and answer there.',
      reload: 'Reload page',
      successMessage: 'Your wallet is connected.',
      removeResource: {
        title: 'Remove wallet?',
        messageLine1: '{{identifier}} will be removed from your account.',
        messageLine2: 'You will no longer be able to sign in with it.',
        successMessage: '{{web3Wallet}} is removed.',
      },
    },
  },
  unstable__errors: {
    form_identifier_exists__web3_wallet: 'This wallet is already connected to an account.',
    web3_signature_invalid:
      'Your wallet signed with another account than the one it named. Choose one account in it, then try again.',
  },
};
