import { $clerkStore, $signInStore, $signUpStore } from '@clerk/astro/client';

const steps: Record<string, (fields: Record<string, string>) => Promise<unknown>> = {
  async 'sign-up'({ email, password }) {
    const signUp = $signUpStore.get();
    await signUp?.create({ emailAddress: email, password });
    await signUp?.prepareEmailAddressVerification({ strategy: 'email_code' });
  },
  async verify({ code = '' }) {
    const signUp = await $signUpStore.get()?.attemptEmailAddressVerification({ code });
    if (signUp?.status === 'complete')
      await $clerkStore.get()?.setActive({ session: signUp.createdSessionId, redirectUrl: '/' });
  },
  async 'sign-in'({ email = '', password = '' }) {
    const signIn = await $signInStore.get()?.create({ identifier: email, password });
    if (signIn?.status === 'complete')
      await $clerkStore.get()?.setActive({ session: signIn.createdSessionId, redirectUrl: '/' });
  },
};

document.addEventListener('submit', async (event) => {
  const { submitter, target } = event;
  const name = (submitter as HTMLButtonElement | null)?.name ?? '';
  const step = steps[name];
  if (!step) return;
  event.preventDefault();
  write('#error', '');
  try {
    await step(Object.fromEntries(new FormData(target as HTMLFormElement)) as Record<string, string>);
  } catch (cause) {
    write('#error', (cause as { errors?: { code: string }[] }).errors?.[0]?.code ?? String(cause));
  }
  write('#finished', name);
});
for (const store of [$signInStore, $signUpStore]) store.subscribe(show);
document.addEventListener('astro:page-load', show);

function show(): void {
  write('#steps', `${$signUpStore.get()?.status} ${$signInStore.get()?.status}`);
}

function write(selector: string, text: string): void {
  const element = document.querySelector(selector);
  if (element) element.textContent = text;
}
