import { ready } from './ready.js';

const calls = {
  openSignIn: (clerk) => clerk.openSignIn({ withSignUp: true }),
  openSignUp: (clerk) => clerk.openSignUp(),
  openUserProfile: (clerk) => clerk.openUserProfile(),
  mountUserButton: (clerk) => clerk.mountUserButton(document.getElementById('mounted'), { showName: true }),
};

for (const button of document.querySelectorAll('[data-call]')) {
  button.addEventListener('click', async () => calls[button.dataset.call](await ready));
}
