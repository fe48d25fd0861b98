const chooseWallet = {
  title: 'Choose a wallet',
  title__none: 'No wallet found',
  subtitle: 'It shows you a message to sign. That is free and sends nothing.',
  subtitle__none: 'Install a wallet as an extension of this browser, then reload the page.',
  subtitle__pending: 'Open your wallet if it has not come up by itself, and answer there.',
  reload: 'Reload page',
};

/** Texts of the screens for wallets, which come with their code. */
export const wallet = {
  walletName__unknown: 'Wallet in this browser',
  signIn: {
    chooseWallet,
    wallet: {
      title: 'Sign with your wallet',
      subtitle: 'Your wallet shows you a message to sign. That is free and sends nothing.',
    },
  },
  signUp: { chooseWallet },
};
