/** Members of Clerk's types that the browser API does not have, by reason. `Clerk.x` is a member of the object `Clerk`. */
export const ABSENT_MEMBERS: readonly { reason: string; members: readonly string[] }[] = [
  {
    reason: 'Organizations, which this release does not have.',
    members: ['User.getOrganizationCreationDefaults'],
  },
  {
    reason: 'Billing, which this release does not have.',
    members: ['User.initializePaymentMethod', 'User.addPaymentMethod', 'User.getPaymentMethods'],
  },
  {
    reason: "Identity providers of companies that their own administrators configure, in Clerk's hosted service.",
    members: [
      'SignUp.__experimental_getEnterpriseConnections',
      'User.getEnterpriseConnections',
      'SignIn.ssoBypassFirstFactors',
      'EmailAddress.createEnterpriseSSOLinkFlow',
      'EnterpriseAccount.destroy',
    ],
  },
  {
    reason: 'Solana wallets: the server does not verify their signatures.',
    members: ['SignIn.authenticateWithSolana', 'SignUp.authenticateWithSolana'],
  },
  {
    reason: 'Native apps: biometric credentials of a device.',
    members: [
      'Verification.trustedDeviceChallenge',
      'SignUpVerification.trustedDeviceChallenge',
      'User.__experimental_getBiometricCredentials',
      'User.__experimental_prepareBiometricCredential',
      'User.__experimental_attemptBiometricCredential',
      'User.__experimental_revokeBiometricCredential',
    ],
  },
  {
    reason: "Clerk Protect, which is a part of Clerk's hosted service.",
    members: [
      'Clerk.__internal_protectChallengeLoadTimeoutMs',
      'Clerk.__internal_resolvePendingProtectCheck',
      'Clerk.__internal_resumeAfterProtectCheck',
      'SignIn.protectCheck',
      'SignIn.submitProtectCheck',
      'SignUp.protectCheck',
      'SignUp.submitProtectCheck',
    ],
  },
  {
    reason:
      'Parts of another object, without an address of their own in the API. Reload the object that they are part of.',
    members: [
      'SignUpVerifications.__internal_toSnapshot',
      'SessionWithActivities.pathRoot',
      'SessionWithActivities.reload',
      ...partsOf('SignUpVerification', ['id']),
      ...partsOf('Verification', ['id']),
      ...partsOf('Token', ['id']),
      'SessionVerification.id',
      'SessionVerification.pathRoot',
      'SessionVerification.reload',
      ...partsOf('EnterpriseAccount'),
      ...partsOf('EnterpriseAccountConnection'),
      ...partsOf('IdentificationLink'),
      ...['TOTP', 'BackupCode', 'Image'].flatMap((name) => [`${name}.pathRoot`, `${name}.reload`]),
      ...['AuthConfig', 'UserSettings'].flatMap((name) => partsOf(name, ['id'])),
      ...partsOf('DisplayConfig'),
      'Environment.id',
    ],
  },
  {
    reason: 'The user creates these: `user.createEmailAddress` and the like.',
    members: ['EmailAddress.create', 'PhoneNumber.create', 'Web3Wallet.create'],
  },
  {
    reason: "Switches a feature on in Clerk's hosted dashboard.",
    members: ['Environment.__internal_enableEnvironmentSetting'],
  },
];

function partsOf(object: string, further: readonly string[] = []): string[] {
  return ['pathRoot', 'reload', '__internal_toSnapshot', ...further].map((name) => `${object}.${name}`);
}
