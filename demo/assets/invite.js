import { busy } from './ready.js';

const form = document.getElementById('invite');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void busy(form.querySelector('button'), form.querySelector('[role=status]'), invite);
});

/** Asks the demo's own server, which calls `server.invitations.create()`. */
async function invite() {
  const answer = await fetch('/api/invitations', { method: 'POST', body: new FormData(form) });
  const { emailAddress, error } = await answer.json();
  if (!answer.ok) return error;
  document.getElementById('invited').hidden = false;
  form.reset();
  return `Invited ${emailAddress}.`;
}
