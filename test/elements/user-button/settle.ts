import { cleanUp } from '../support.ts';

/** Resolves when an element has rendered what pending events and answers change. */
export async function settle(element: Element & { updateComplete?: Promise<unknown> }): Promise<void> {
  // The element loads these modules when it needs them.
  await Promise.all([
    import('../../../src/localization/en-us/errors.ts'),
    import('../../../src/elements/styles/appearance/look.ts'),
    import('../../../src/elements/controllers/follow-trigger.ts'),
    import('../../../src/elements/user-button/user-menu.ts'),
    import('../../../src/elements/user-profile/profile-actions.ts'),
    import('../../../src/elements/user-profile/security/security-page.ts'),
    import('../../../src/elements/user-profile/delete-account/delete-account.ts'),
    import('../../../src/elements/user-profile/password/password-form.ts'),
    import('../../../src/elements/user-profile/password/remove-password.ts'),
    import('../../../src/elements/user-profile/passkeys/add-passkey.ts'),
    import('../../../src/elements/user-profile/passkeys/rename-passkey.ts'),
    import('../../../src/elements/user-profile/passkeys/remove-passkey.ts'),
    import('../../../src/elements/user-profile/devices/revoke-device.ts'),
    import('../../../src/elements/user-profile/devices/revoke-other-devices.ts'),
    import('../../../src/elements/user-profile/identifiers/email-editor.ts'),
    import('../../../src/elements/user-profile/identifiers/remove-identifier.ts'),
    import('../../../src/elements/user-profile/phone-numbers/phone-editor.ts'),
    import('../../../src/elements/user-profile/phone-numbers/remove-phone-number.ts'),
    import('../../../src/elements/user-profile/identifiers/link-outcome.ts'),
    import('../../../src/elements/user-profile/shown-number.ts'),
    import('../../../src/elements/parts/provider-mark.ts'),
    import('../../../src/elements/user-profile/account/account-problem.ts'),
    import('../../../src/elements/user-profile/connections/come-back.ts'),
    import('../../../src/elements/user-profile/connections/connect-account.ts'),
    import('../../../src/elements/user-profile/connections/disconnect-account.ts'),
    import('../../../src/elements/user-profile/account/enterprise-accounts-section.ts'),
    import('../../../src/elements/user-profile/connections/reconnect-account.ts'),
    import('../../../src/elements/user-profile/wallets/connect-wallet.ts'),
    import('../../../src/elements/user-profile/wallets/remove-wallet.ts'),
    import('../../../src/elements/user-profile/two-step/second-factor.ts'),
    import('../../../src/elements/user-profile/two-step/remove-factor.ts'),
    import('../../../src/elements/user-profile/two-step/backup-codes.ts'),
    import('../../../src/elements/parts/phone/phone-field.ts'),
    import('../../../src/elements/parts/mailbox/mailbox-link.ts'),
    import('../../../src/elements/parts/feedback/feedback.ts'),
    import('../../../src/elements/parts/likely-address/address-offer.ts'),
  ]);
  for (let turn = 0; turn < 6; turn++) {
    await task();
    await element.updateComplete;
  }
}

/** Resolves in the next task: popovers and dialogs report their changes in a task. */
export function task(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => resolve(), { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

/** Closes all dialogs as users do, and leaves an empty page without a color scheme. */
export async function cleanUpDialogs(): Promise<void> {
  for (const open of document.querySelectorAll('dialog')) {
    open.close();
    await settle(open);
  }
  cleanUp();
  document.documentElement.removeAttribute('style');
}
