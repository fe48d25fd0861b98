const chooseWallet = {
  title: 'Choose a wallet',
  title__none: 'No wallet found',
  subtitle: 'It will ask you to sign a message. That costs nothing.',
  subtitle__none: 'Install a wallet extension in this browser, then reload the page.',
  subtitle__pending: 'If your wallet did not open by itself, open it and answer there.',
  reload: 'Reload page',
};

/** Texts of the screens for wallets. */
export const wallet = {
  walletName__unknown: 'Wallet in this browser',
  signIn: {
    chooseWallet,
    wallet: {
      title: 'Sign with your wallet',
      subtitle: 'Your wallet will ask you to sign a message. That costs nothing.',
    },
  },
  signUp: { chooseWallet },
};
