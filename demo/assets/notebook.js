// The form of the page "Notebook", which the demo puts into the profile. Plain browser code without a build.

const form = document.querySelector('.notebook-form');
const script = document.querySelector('script[src*="/clerk.js"]');

if (form) {
  form.addEventListener('change', save);
  form.addEventListener('submit', (event) => event.preventDefault());
  // The script tag is async, so it may run before or after this file.
  if (window.Clerk) follow();
  else script.addEventListener('load', follow, { once: true });
}

function follow() {
  window.Clerk?.addListener(({ user }) => {
    form.elements.paper.value = user?.unsafeMetadata.paper ?? 'plain';
  });
}

async function save({ target }) {
  const note = form.querySelector('[role=status]');
  try {
    await window.Clerk.user.updateMetadata({ unsafeMetadata: { paper: target.value } });
    note.textContent = 'Saved.';
  } catch (error) {
    note.textContent = error?.errors?.[0]?.longMessage ?? 'That did not work. Try again in a moment.';
  }
}
