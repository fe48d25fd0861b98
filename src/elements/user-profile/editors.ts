import type { TemplateResult } from 'lit';
import type { UserResource } from '../../client/resources/types.ts';
import { ProfileForm } from './account/profile-form.ts';
import { UsernameForm } from './account/username-form.ts';
import type { ProfileActions } from './profile-actions.ts';
import type { EditorName } from './user-profile-host.ts';

/**
 * What the user opens to change a part of the account: a form, a question, or a few of them in a row. One is open at a
 * time. Which of its steps the user is at is kept in its own fields, until it is closed.
 */
export interface Editor {
  /** Draws the card. */
  draw(user: UserResource): TemplateResult;
  /** Stops what the editor waits for: it was closed, or the user wants to leave it while its call is on its way. */
  closed?(): void;
}

/**
 * @param actions the calls, the form state and the way out
 * @param item id of what the editor changes, such as an email address; undefined if it adds one
 */
export type EditorClass = new (actions: ProfileActions, item: string | undefined) => Editor;

/** Loads the class of each editor. Editors that belong together are one file; see build/segments.ts. */
export const EDITORS: Readonly<Record<EditorName, () => Promise<EditorClass>>> = {
  profile: async () => ProfileForm,
  photo: async () => (await import('./account/photo-editor.ts')).PhotoEditor,
  username: async () => UsernameForm,
  emailAddress: async () => (await import('./identifiers/email-editor.ts')).EmailEditor,
  removeEmailAddress: async () => (await import('./identifiers/remove-identifier.ts')).RemoveEmailAddress,
  phoneNumber: async () => (await import('./identifiers/phone-editor.ts')).PhoneEditor,
  removePhoneNumber: async () => (await import('./identifiers/remove-phone-number.ts')).RemovePhoneNumber,
  connectAccount: async () => (await import('./connections/connect-account.ts')).ConnectAccount,
  reconnectAccount: async () => (await import('./connections/reconnect-account.ts')).ReconnectAccount,
  disconnectAccount: async () => (await import('./connections/disconnect-account.ts')).DisconnectAccount,
  connectWallet: async () => (await import('./wallets/connect-wallet.ts')).ConnectWallet,
  removeWallet: async () => (await import('./wallets/remove-wallet.ts')).RemoveWallet,
  password: async () => (await import('./security/password-form.ts')).PasswordForm,
  removePassword: async () => (await import('./security/remove-password.ts')).RemovePassword,
  addPasskey: async () => (await import('./security/add-passkey.ts')).AddPasskey,
  renamePasskey: async () => (await import('./security/rename-passkey.ts')).RenamePasskey,
  removePasskey: async () => (await import('./security/remove-passkey.ts')).RemovePasskey,
  revokeDevice: async () => (await import('./security/revoke-device.ts')).RevokeDevice,
  revokeOtherDevices: async () => (await import('./security/revoke-other-devices.ts')).RevokeOtherDevices,
  deleteAccount: async () => (await import('./security/delete-account.ts')).DeleteAccount,
  secondFactor: async () => (await import('./two-step/second-factor.ts')).SecondFactor,
  removeAuthenticatorApp: async () => (await import('./two-step/remove-factor.ts')).RemoveAuthenticatorApp,
  removeSecondFactorNumber: async () => (await import('./two-step/remove-factor.ts')).RemoveSecondFactorNumber,
  newBackupCodes: async () => (await import('./two-step/backup-codes.ts')).BackupCodes,
};
