import {
  $authStore,
  $clerkStore,
  $isLoadedStore,
  $organizationStore,
  $sessionListStore,
  $sessionStore,
  $signInStore,
  $signUpStore,
  $userStore,
  getToken,
  updateClerkOptions,
} from '@clerk/astro/client';

const stores = [$authStore, $isLoadedStore, $sessionListStore, $sessionStore, $signInStore, $signUpStore, $userStore];
for (const store of stores) store.subscribe(show);
document.addEventListener('astro:page-load', show);

const buttons: Record<string, () => unknown> = {
  rename: () => $userStore.get()?.update({ firstName: 'Bea' }),
  token,
  german: () => updateClerkOptions({ localization: { userButton: { action__signOut: 'Abmelden' } } }),
  square: () => updateClerkOptions({ appearance: { elements: { userButtonTrigger: 'square' } } }),
  'open-profile': () => $clerkStore.get()?.openUserProfile(),
  'open-waitlist': () => $clerkStore.get()?.openWaitlist(),
};
// The router replaces the page, and the script runs once.
document.addEventListener('click', ({ target }) => void buttons[(target as Element).id]?.());

function show(): void {
  const isLoaded = $isLoadedStore.get();
  const { userId, sessionId } = $authStore.get();
  const user = $userStore.get();
  const state = {
    isLoaded,
    isSignedIn: isLoaded ? !!user : undefined,
    userId,
    sessionId,
    session: $sessionStore.get()?.id ?? null,
    sessions: $sessionListStore.get()?.length,
    name: user?.fullName,
    organization: $organizationStore.get(),
    signIn: $signInStore.get()?.status,
    signUp: $signUpStore.get()?.status,
  };
  write('#state', JSON.stringify(state));
  const mark = document.querySelector('#loading');
  if (isLoaded && mark) Object.assign(mark, { id: 'loaded', textContent: 'Loaded' });
}

async function token(): Promise<void> {
  const jwt = (await $sessionStore.get()?.getToken()) ?? '';
  const { sub, sid } = JSON.parse(atob(jwt.split('.')[1] ?? ''));
  write('#claims', `${sub} ${sid} ${(await getToken()) === jwt}`);
}

function write(selector: string, text: string): void {
  const element = document.querySelector(selector);
  if (element) element.textContent = text;
}
