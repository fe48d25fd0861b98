/** Resolves to the instance of the page, once its script has run. */
export const arrived = arrive();

/** Resolves to the instance once it knows whether somebody is signed in. */
export const ready = load();

async function arrive() {
  // The script tag of the instance is async, so it may run before or after the modules of a page.
  const script = document.querySelector('script[src*="/clerk.js"]');
  if (!window.Clerk) await new Promise((resolve) => script.addEventListener('load', resolve, { once: true }));
  return window.Clerk;
}

async function load() {
  const clerk = await arrived;
  await clerk.load();
  return clerk;
}

/** What to tell the visitor about a call that failed. */
export function messageOf(error) {
  const [first] = error?.errors ?? [];
  return first?.longMessage ?? first?.message ?? 'That did not work. Try again in a moment.';
}

/** Closes a button while its work runs, and says how it ended. */
export async function busy(button, status, work) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  status.textContent = '';
  try {
    status.textContent = (await work()) ?? '';
  } catch (error) {
    status.textContent = messageOf(error);
  } finally {
    button.removeAttribute('aria-disabled');
  }
}
