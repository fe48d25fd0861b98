// Sensitive changes need a fresh proof of who it is: the API answers 403 session_reverification_required, the page
// asks, and makes the call once more.
import { button, field, form, problem } from './parts.js';

const dialog = document.getElementById('prove-again');

/** Makes a call; when a fresh proof is needed, asks for it and makes the call again. */
export async function fresh(clerk, call) {
  try {
    return await call();
  } catch (error) {
    if (error?.errors?.[0]?.code !== 'session_reverification_required') throw error;
    await proveAgain(clerk);
    return call();
  }
}

/** Asks step by step, in one dialog. */
async function proveAgain(clerk) {
  const level = clerk.user.twoFactorEnabled ? 'multi_factor' : 'first_factor';
  const closed = new Promise((_, reject) => {
    dialog.addEventListener('close', () => reject(new Error('Nothing was changed.')), { once: true });
  });
  // When it ends well, nobody waits for this any more.
  closed.catch(() => {});
  try {
    let verification = await clerk.session.startVerification({ level });
    while (verification.status !== 'complete') verification = await Promise.race([askFor(clerk, verification), closed]);
  } finally {
    dialog.close();
  }
}

/** Shows the step that is due until it was proven. */
async function askFor(clerk, verification) {
  const isFirst = verification.status === 'needs_first_factor';
  const factors = (isFirst ? verification.supportedFirstFactors : verification.supportedSecondFactors) ?? [];
  const order = ['password', 'totp', 'email_code', 'phone_code', 'backup_code'];
  const factor = order.map((name) => factors.find(({ strategy }) => strategy === name)).find(Boolean);
  if (!factor) throw new Error('There is no way to confirm this here. Sign in again, then retry.');
  const { session } = clerk;
  if (/^(email|phone)_code$/.test(factor.strategy)) {
    await (isFirst ? session.prepareFirstFactorVerification(factor) : session.prepareSecondFactorVerification(factor));
  }
  const attempt = (params) =>
    isFirst ? session.attemptFirstFactorVerification(params) : session.attemptSecondFactorVerification(params);
  return new Promise((resolve) => {
    const isPassword = factor.strategy === 'password';
    const name = isPassword ? 'password' : 'code';
    const label = field(isPassword ? 'Password' : labelOf(factor), name, {
      type: isPassword ? 'password' : 'text',
      autocomplete: isPassword ? 'current-password' : 'one-time-code',
    });
    const input = label.querySelector('input');
    const line = problem();
    const title = document.createElement('h2');
    title.id = 'prove-again-title';
    title.textContent = 'Confirm that it is you';
    const content = form([label, button('Confirm'), button('Cancel', () => dialog.close())], async (values) => {
      line.textContent = '';
      try {
        resolve(await attempt({ strategy: factor.strategy, [name]: values[name] }));
      } catch (error) {
        line.textContent = error?.errors?.[0]?.longMessage ?? error.message;
        input.focus();
        input.select();
      }
    });
    dialog.replaceChildren(title, line, content);
    if (!dialog.open) dialog.showModal();
    input.focus();
  });
}

function labelOf({ strategy, safeIdentifier }) {
  if (strategy === 'totp') return 'Code of your authenticator app';
  return strategy === 'backup_code' ? 'Backup code' : `Code sent to ${safeIdentifier}`;
}
