const chooseWallet = {
  title: 'Choose a wallet',
  subtitle: 'It shows you a message to sign. That is free and sends nothing.',
  subtitle__none:
    'There is no wallet in this browser that can be used here. Install one as an extension, then reload the page.',
  subtitle__pending: 'Open your wallet and answer there.',
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
