import { ProfileForm } from './names/profile-form.ts';
import { UsernameForm } from './names/username-form.ts';
import type { EditorClass } from './editor.ts';
import type { EditorName } from './user-profile-host.ts';

/** Loads the class of each editor. Editors that belong together are one file; see build/segments.ts. */
export const EDITORS: Readonly<Record<EditorName, () => Promise<EditorClass>>> = {
  profile: async () => ProfileForm,
  picture: async () => (await import('./picture/picture-editor.ts')).PictureEditor,
  username: async () => UsernameForm,
  emailAddress: async () => (await import('./identifiers/email-editor.ts')).EmailEditor,
  removeEmailAddress: async () => (await import('./identifiers/remove-identifier.ts')).RemoveEmailAddress,
  phoneNumber: async () => (await import('./phone-numbers/phone-editor.ts')).PhoneEditor,
  removePhoneNumber: async () => (await import('./phone-numbers/remove-phone-number.ts')).RemovePhoneNumber,
  connectAccount: async () => (await import('./connections/connect-account.ts')).ConnectAccount,
  reconnectAccount: async () => (await import('./connections/reconnect-account.ts')).ReconnectAccount,
  disconnectAccount: async () => (await import('./connections/disconnect-account.ts')).DisconnectAccount,
  connectWallet: async () => (await import('./wallets/connect-wallet.ts')).ConnectWallet,
  removeWallet: async () => (await import('./wallets/remove-wallet.ts')).RemoveWallet,
  password: async () => (await import('./password/password-form.ts')).PasswordForm,
  removePassword: async () => (await import('./password/remove-password.ts')).RemovePassword,
  addPasskey: async () => (await import('./passkeys/add-passkey.ts')).AddPasskey,
  renamePasskey: async () => (await import('./passkeys/rename-passkey.ts')).RenamePasskey,
  removePasskey: async () => (await import('./passkeys/remove-passkey.ts')).RemovePasskey,
  revokeDevice: async () => (await import('./devices/revoke-device.ts')).RevokeDevice,
  revokeOtherDevices: async () => (await import('./devices/revoke-other-devices.ts')).RevokeOtherDevices,
  deleteAccount: async () => (await import('./delete-account/delete-account.ts')).DeleteAccount,
  secondFactor: async () => (await import('./two-step/second-factor.ts')).SecondFactor,
  removeAuthenticatorApp: async () => (await import('./two-step/remove-factor.ts')).RemoveAuthenticatorApp,
  removeSecondFactorNumber: async () => (await import('./two-step/remove-factor.ts')).RemoveSecondFactorNumber,
  newBackupCodes: async () => (await import('./two-step/backup-codes.ts')).BackupCodes,
};
