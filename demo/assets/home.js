import { ready } from './ready.js';

const clerk = await ready;

// Called now, and again at every change: no request is needed to stay up to date.
clerk.addListener(({ user }) => {
  const name = user?.firstName ?? user?.primaryEmailAddress?.emailAddress ?? user?.username;
  document.getElementById('who').textContent = name ? ` as ${name}` : '';
});
