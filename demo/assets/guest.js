import { busy, ready } from './ready.js';

for (const button of document.querySelectorAll('[data-guest]')) {
  const status = button.closest('section').querySelector('[role=status]');
  button.addEventListener('click', () => busy(button, status, signUpGuest));
}

/** Signs up without a form. In test mode, an address with +clerk_test takes the code 424242. */
async function signUpGuest() {
  const clerk = await ready;
  const signUp = await clerk.client.signUp.create({
    emailAddress: `guest-${crypto.randomUUID().slice(0, 8)}+clerk_test@example.com`,
    password: crypto.randomUUID(),
    firstName: 'Guest',
    legalAccepted: true,
  });
  await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
  const { createdSessionId } = await signUp.attemptEmailAddressVerification({ code: '424242' });
  await clerk.setActive({ session: createdSessionId });
}
