import { clerk } from './ready.js';

const calls = {
  openSignIn: () => clerk.openSignIn({ withSignUp: true }),
  openSignUp: () => clerk.openSignUp(),
  openUserProfile: () => clerk.openUserProfile(),
  mountUserButton: () => clerk.mountUserButton(document.getElementById('mounted'), { showName: true }),
};

for (const button of document.querySelectorAll('[data-call]')) {
  button.addEventListener('click', calls[button.dataset.call]);
}
