import { busy, ready } from './ready.js';

const form = document.getElementById('email-link');
const status = form.querySelector('[role=status]');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void busy(form.querySelector('button'), status, signInByLink);
});

/** Sends the link, and waits until it was followed, in this browser or another one. */
async function signInByLink() {
  const clerk = await ready;
  const signIn = await clerk.client.signIn.create({ identifier: form.elements.identifier.value });
  const factor = signIn.supportedFirstFactors.find(({ strategy }) => strategy === 'email_link');
  if (!factor) return 'This instance sends no links.';
  const { startEmailLinkFlow } = signIn.createEmailLinkFlow();
  status.textContent = 'Follow the link in the dev inbox. This page waits for it.';
  const redirectUrl = new URL('/elements/email-link', location.href).href;
  const { createdSessionId } = await startEmailLinkFlow({ emailAddressId: factor.emailAddressId, redirectUrl });
  if (!createdSessionId) return 'The link did not sign you in.';
  await clerk.setActive({ session: createdSessionId });
  return 'You are signed in.';
}
