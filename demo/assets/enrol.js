// A plain page that adds sign-in methods to an account, through window.Clerk alone.
import { button, codes, field, form, list, problem, text } from './parts.js';
import { findWallet } from './wallet.js';
import { withReverification } from './with-reverification.js';

const host = document.getElementById('sections');

/** The sections of the page. Each is shown when the instance has the method. */
const METHODS = {
  'Phone numbers': [({ phone_number }) => phone_number?.enabled, phones],
  Passkeys: [({ passkey }) => passkey?.enabled, passkeys],
  'Authenticator app': [({ authenticator_app }) => authenticator_app?.enabled, authenticator],
  'Backup codes': [({ backup_code }) => backup_code?.enabled, backupCodes],
  Wallets: [({ web3_wallet }) => web3_wallet?.enabled, wallets],
  'Connected accounts': [(_, social) => Object.keys(social).length > 0, connectedAccounts],
  'Email addresses': [({ email_address }) => email_address?.enabled, emails],
  Password: [({ password }) => password?.enabled, password],
};

const ready = async (clerk) => {
  // The user may be known before the settings of the instance are.
  await clerk.load();
  let shown;
  let sections = [];
  clerk.addListener(({ user }) => {
    if (!user) return;
    if (user.id === shown) return sections.forEach(({ refresh }) => refresh());
    shown = user.id;
    const { attributes, social } = clerk.__internal_environment.user_settings;
    const on = Object.entries(METHODS).filter(([, [isOn]]) => isOn(attributes, social));
    sections = on.map(([title, [, fill]]) => section(clerk, title, fill));
    host.replaceChildren(...sections.map(({ element }) => element));
  });
};
if (window.Clerk) ready(window.Clerk);
else document.querySelector('script[src*="/clerk.js"]').addEventListener('load', () => ready(window.Clerk));

/** Makes a section that redraws itself after each change. */
function section(clerk, title, fill) {
  const element = document.createElement('section');
  const heading = document.createElement('h2');
  const [parts, news] = [part('parts'), part('news')];
  const line = problem();
  element.className = 'method';
  element.dataset.method = title;
  heading.textContent = title;
  news.setAttribute('role', 'status');
  element.append(heading, parts, news, line);
  let isBusy = false;
  const redraw = (...extras) => {
    const focused = element.contains(document.activeElement) && document.activeElement;
    parts.replaceChildren(...fill(clerk, act).filter(Boolean));
    news.replaceChildren(...extras);
    if (focused) keepFocus(focused);
  };
  /** Moves the focus to the next field, to a button with the same text, or to the first control. */
  const keepFocus = ({ textContent }) => {
    const all = [...parts.querySelectorAll('button, input')];
    const next = news.querySelector('input, button') ?? all.find((each) => each.textContent === textContent) ?? all[0];
    next?.focus();
  };
  /** Runs one change at a time and shows what it answers. */
  const act = async (change) => {
    if (isBusy) return;
    isBusy = true;
    line.textContent = '';
    try {
      redraw(...((await withReverification(clerk, change)) ?? []));
    } catch (error) {
      line.textContent = error?.errors?.[0]?.longMessage ?? error?.message ?? 'That did not work.';
    }
    isBusy = false;
  };
  redraw();
  return {
    element,
    /** Redraws after a change in another place, unless the visitor reads or types here. */
    refresh() {
      const isInUse = news.hasChildNodes() || [...element.querySelectorAll('input')].some(({ value }) => value);
      if (!isInUse) redraw();
    },
  };
}

function part(className) {
  return Object.assign(document.createElement('div'), { className });
}

function phones({ user }, act) {
  const verify = (number) =>
    form([field(`Code sent to ${number.phoneNumber}`, 'code', { autocomplete: 'one-time-code' }), button('Verify')], ({ code }) =>
      act(async () => void (await number.attemptVerification({ code }))),
    );
  return [
    list(user.phoneNumbers, (number) => [
      number.phoneNumber,
      number.verification.status !== 'verified' && 'not verified',
      number.verification.status === 'verified' &&
        button(number.reservedForSecondFactor ? 'Stop asking for it' : 'Use as second step', () =>
          act(async () => {
            const { backupCodes } = await number.setReservedForSecondFactor({ reserved: !number.reservedForSecondFactor });
            return backupCodes ? [codes(backupCodes)] : [];
          }),
        ),
      button('Remove', () => act(() => number.destroy())),
    ]),
    form([field('Phone number', 'phone', { type: 'tel', autocomplete: 'tel', placeholder: '+1 201 555 0100' }), button('Add')], ({ phone }) =>
      act(async () => {
        const number = await user.createPhoneNumber({ phoneNumber: phone.replace(/[^\d+]/g, '') });
        return [verify(await number.prepareVerification())];
      }),
    ),
  ];
}

/** A password reset switches the other sign-in methods off until they are removed and added again. */
function isOff({ verification }) {
  return verification?.status !== 'verified' && 'not verified';
}

function passkeys({ user }, act) {
  return [
    list(user.passkeys, (passkey) => [passkey.name, isOff(passkey), button('Remove', () => act(() => passkey.delete()))]),
    button('Add a passkey', () => act(async () => void (await user.createPasskey()))),
  ];
}

function authenticator({ user }, act) {
  if (user.totpEnabled) return [text('Your authenticator app is set up.'), button('Remove', () => act(() => user.disableTOTP()))];
  return [
    button('Set up', () =>
      act(async () => {
        const { secret, uri } = await user.createTOTP();
        const verify = form([field('Code from the app', 'code', { autocomplete: 'one-time-code' }), button('Verify')], ({ code }) =>
          act(async () => {
            const { backupCodes } = await user.verifyTOTP({ code });
            return backupCodes ? [text('Keep these codes in a safe place:'), codes(backupCodes)] : [];
          }),
        );
        const key = text('Or type this key: ');
        key.append(Object.assign(document.createElement('code'), { textContent: secret }));
        return [await drawing(uri), key, verify];
      }),
    ),
  ];
}

function backupCodes({ user }, act) {
  return [
    text(user.backupCodeEnabled ? 'You have backup codes.' : 'You get backup codes once you have a second step.'),
    user.twoFactorEnabled &&
      button('Make new ones', () => act(async () => [codes((await user.createBackupCode()).codes)])),
  ];
}

function wallets({ user }, act) {
  return [
    list(user.web3Wallets, (wallet) => [wallet.web3Wallet, isOff(wallet), button('Remove', () => act(() => wallet.destroy()))]),
    button('Connect a wallet', () =>
      act(async () => {
        const wallet = await findWallet();
        if (!wallet) throw new Error('This browser has no wallet.');
        const strategy = 'web3_metamask_signature';
        const added = await user.createWeb3Wallet({ web3Wallet: wallet.address });
        const { verification } = await added.prepareVerification({ strategy });
        await added.attemptVerification({ strategy, signature: await wallet.sign(verification.message) });
      }),
    ),
  ];
}

function connectedAccounts(clerk, act) {
  const { social } = clerk.__internal_environment.user_settings;
  return [
    list(clerk.user.externalAccounts, (account) => [
      `${account.provider} ${account.emailAddress}`,
      account.verification.status !== 'verified' && (account.verification.error?.longMessage ?? 'not connected yet'),
      button('Disconnect', () => act(() => account.destroy())),
    ]),
    ...Object.values(social).map(({ strategy, name }) =>
      button(`Connect ${name}`, () =>
        act(async () => {
          const account = await clerk.user.createExternalAccount({ strategy, redirectUrl: location.href });
          location.assign(account.verification.externalVerificationRedirectURL);
        }),
      ),
    ),
  ];
}

function emails({ user }, act) {
  const verify = (address) =>
    form([field(`Code sent to ${address.emailAddress}`, 'code', { autocomplete: 'one-time-code' }), button('Verify')], ({ code }) =>
      act(async () => void (await address.attemptVerification({ code }))),
    );
  return [
    list(user.emailAddresses, (address) => [
      address.emailAddress,
      address.verification.status !== 'verified' && 'not verified',
      button('Remove', () => act(() => address.destroy())),
    ]),
    form([field('Email address', 'email', { type: 'email', autocomplete: 'email' }), button('Add')], ({ email }) =>
      act(async () => {
        const address = await user.createEmailAddress({ email });
        return [verify(await address.prepareVerification({ strategy: 'email_code' }))];
      }),
    ),
  ];
}

function password({ user }, act) {
  const current = field('Current password', 'currentPassword', { type: 'password', autocomplete: 'current-password' });
  const next = field('New password', 'newPassword', { type: 'password', autocomplete: 'new-password' });
  return [
    form([user.passwordEnabled && current, next, button('Save')], (values) =>
      act(async () => {
        await user.updatePassword(values);
        return [text('Saved. Other devices were signed out.')];
      }),
    ),
  ];
}

/** Draws the QR code that an authenticator app scans. */
async function drawing(uri) {
  const { encode } = await import('/assets/uqr.js');
  const { data, size } = encode(uri, { border: 0 });
  const cells = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', 'Code to scan with your authenticator app');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', cells.join(''));
  svg.append(path);
  return svg;
}
