// Reverification: before a sensitive change the API answers 403 session_reverification_required. The page then asks the
// user for a password or a code, and makes the call once more.
import { button, field, form, problem } from './parts.js';

const dialog = document.getElementById('reverification');

/** Makes a call, and makes it again after a reverification if the API asks for one. */
export async function withReverification(clerk, call) {
  try {
    return await call();
  } catch (error) {
    if (error?.errors?.[0]?.code !== 'session_reverification_required') throw error;
    await reverify(clerk);
    return call();
  }
}

/** Asks for one factor after another, in one dialog. */
async function reverify(clerk) {
  const level = clerk.user.twoFactorEnabled ? 'multi_factor' : 'first_factor';
  const closed = new Promise((_, reject) => {
    dialog.addEventListener('close', () => reject(new Error('Nothing was changed.')), { once: true });
  });
  // The dialog also closes at the end, when no code awaits this promise any more.
  closed.catch(() => {});
  try {
    let verification = await clerk.session.startVerification({ level });
    while (verification.status !== 'complete') verification = await Promise.race([askFor(clerk, verification), closed]);
  } finally {
    dialog.close();
  }
}

/** Shows one factor until the user has proven it. */
async function askFor(clerk, verification) {
  const isFirst = verification.status === 'needs_first_factor';
  const factors = (isFirst ? verification.supportedFirstFactors : verification.supportedSecondFactors) ?? [];
  const order = ['password', 'totp', 'email_code', 'phone_code', 'backup_code'];
  const factor = order.map((name) => factors.find(({ strategy }) => strategy === name)).find(Boolean);
  if (!factor) throw new Error('You cannot confirm this change here. Sign in again, then retry.');
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
    title.id = 'reverification-title';
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
  if (strategy === 'totp') return 'Code from your authenticator app';
  return strategy === 'backup_code' ? 'Backup code' : `Code sent to ${safeIdentifier}`;
}
