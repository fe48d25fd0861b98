import { WALLETS } from '../identifiers/wallets.ts';
import type { AttributeMode, InstanceConfig } from './config.ts';
import type { SettingReader } from './setting-reader.ts';

const MODES = ['required', 'optional', 'off'] as const;
const SIGN_UP_MODES = ['public', 'restricted', 'waitlist'] as const;

type Factors = Pick<
  InstanceConfig,
  | 'attributes'
  | 'emailCode'
  | 'emailLink'
  | 'emailLinkRequireSameClient'
  | 'phoneCode'
  | 'wallets'
  | 'secondFactors'
  | 'clientTrust'
  | 'reverification'
  | 'deleteSelf'
  | 'signUp'
>;

/**
 * Reads the attributes and factors, and makes sure that every account has an identifier and a factor to sign in with.
 */
export function readFactors(reader: SettingReader): Factors {
  const mode = (name: keyof InstanceConfig['attributes'], fallback: AttributeMode) =>
    reader.oneOf(`attributes.${name}`, fallback, MODES);
  const attributes = {
    emailAddress: mode('emailAddress', 'required'),
    phoneNumber: mode('phoneNumber', 'off'),
    username: mode('username', 'off'),
    web3Wallet: mode('web3Wallet', 'off'),
    password: mode('password', 'required'),
    firstName: mode('firstName', 'optional'),
    lastName: mode('lastName', 'optional'),
  };
  const hasEmail = attributes.emailAddress !== 'off';
  const hasPhone = attributes.phoneNumber !== 'off';
  const emailCode = reader.boolean('emailCode', hasEmail);
  const emailLink = reader.boolean('emailLink', false);
  const phoneCode = reader.boolean('phoneCode', hasPhone);
  const wallets = [...new Set(reader.list('wallets').map(({ value }) => value))];
  for (const [setting, isOn] of Object.entries({ emailCode, emailLink })) {
    if (isOn && !hasEmail) {
      const cure = `Set attributes.emailAddress, or ${setting} to false.`;
      reader.fail(setting, 'needs email addresses', cure, 'true');
    }
  }
  if (phoneCode && !hasPhone) {
    reader.fail('phoneCode', 'needs phone numbers', 'Set attributes.phoneNumber, or phoneCode to false.', 'true');
  }
  for (const name of wallets) {
    if ((WALLETS as readonly string[]).includes(name)) continue;
    reader.fail('wallets', 'hold one that is not known', `Use ${WALLETS.join(', ')}.`, name);
  }
  if (wallets.length === 0 && attributes.web3Wallet !== 'off') {
    const cure = `Set wallets to one or more of ${WALLETS.join(', ')}.`;
    reader.fail('attributes.web3Wallet', 'needs wallets to sign with', cure, attributes.web3Wallet);
  }
  if (wallets.length > 0 && attributes.web3Wallet === 'off') {
    const cure = 'Set attributes.web3Wallet to optional or required.';
    reader.fail('wallets', 'need wallets as an attribute', cure, wallets.join());
  }
  if (reader.boolean('secondFactors.phoneCode', false) && !hasPhone) {
    const cure = 'Set attributes.phoneNumber, or secondFactors.phoneCode to false.';
    reader.fail('secondFactors.phoneCode', 'needs phone numbers', cure, 'true');
  }
  const ways = { attributes, emailCode, emailLink, phoneCode, wallets, oauth: reader.objects('oauth') };
  if (!isFormless(ways)) checkLastWay(reader, ways);
  const totp = reader.boolean('secondFactors.totp', false);
  const phoneCodeAsSecond = reader.boolean('secondFactors.phoneCode', false);
  const backupCode = reader.boolean('secondFactors.backupCode', totp || phoneCodeAsSecond);
  if (backupCode && !totp && !phoneCodeAsSecond) {
    const cure = 'Set secondFactors.totp or secondFactors.phoneCode to true.';
    reader.fail('secondFactors.backupCode', 'needs a second factor to stand in for', cure, 'true');
  }
  const clientTrust = reader.boolean('clientTrust', false);
  if (clientTrust && !hasEmail) {
    const cure = 'Set attributes.emailAddress, or clientTrust to false.';
    reader.fail('clientTrust', 'needs email addresses', cure, 'true');
  }
  return {
    attributes,
    emailCode,
    emailLink,
    emailLinkRequireSameClient: reader.boolean('emailLinkRequireSameClient', false),
    phoneCode,
    wallets,
    secondFactors: {
      totp,
      backupCode,
      phoneCode: phoneCodeAsSecond,
    },
    clientTrust,
    reverification: reader.boolean('reverification', true),
    deleteSelf: reader.boolean('deleteSelf', true),
    signUp: {
      mode: reader.oneOf('signUp.mode', 'public', SIGN_UP_MODES),
      legalConsent: reader.boolean('signUp.legalConsent', false),
      showOptionalFields: reader.boolean('signUp.showOptionalFields', false),
      ...readVerifyAtSignUp(reader, attributes),
    },
  };
}

/**
 * Whether a sign-up needs an email address or a phone number: no identifier is required, and both of these are
 * optional.
 */
export function needsEmailOrPhone(attributes: InstanceConfig['attributes']): boolean {
  const { emailAddress, phoneNumber, username, web3Wallet } = attributes;
  const hasOther = username === 'required' || web3Wallet === 'required';
  return emailAddress === 'optional' && phoneNumber === 'optional' && !hasOther;
}

/**
 * Whether users sign in with providers and wallets alone, and type nothing. These identify the user as well, so an
 * account needs no identifier, but it needs one of them.
 */
export function isFormless({
  attributes,
  emailCode,
  emailLink,
  phoneCode,
  wallets,
  oauth,
}: Pick<Factors, 'attributes' | 'emailCode' | 'emailLink' | 'phoneCode' | 'wallets'> & {
  oauth: readonly unknown[];
}): boolean {
  const isTyped = attributes.password !== 'off' || emailCode || emailLink || phoneCode;
  return !isTyped && oauth.length + wallets.length > 0;
}

/** Reads what is verified at sign-up. An unverified identifier does not sign in, so it must not be the only one. */
function readVerifyAtSignUp(
  reader: SettingReader,
  { username, password }: InstanceConfig['attributes'],
): Pick<InstanceConfig['signUp'], 'verifyEmailAddress' | 'verifyPhoneNumber'> {
  const verifyEmailAddress = reader.boolean('signUp.verifyEmailAddress', true);
  const verifyPhoneNumber = reader.boolean('signUp.verifyPhoneNumber', true);
  const hasUsername = username === 'required' && password === 'required';
  for (const [name, isOn] of Object.entries({ verifyEmailAddress, verifyPhoneNumber })) {
    if (isOn || hasUsername) continue;
    const cure = 'Set attributes.username and attributes.password to required, or leave it on.';
    reader.fail(`signUp.${name}`, 'leaves users with nothing proven to sign in with', cure, 'false');
  }
  return { verifyEmailAddress, verifyPhoneNumber };
}

/** Every account must have something to say who it is, and something to prove it. */
function checkLastWay(
  reader: SettingReader,
  factors: Pick<Factors, 'attributes' | 'emailCode' | 'emailLink' | 'phoneCode' | 'wallets'>,
): void {
  const { attributes, emailCode, emailLink, phoneCode, wallets } = factors;
  const identifiers = ['emailAddress', 'phoneNumber', 'username', 'web3Wallet'] as const;
  const isEither = needsEmailOrPhone(attributes);
  if (!isEither && !identifiers.some((name) => attributes[name] === 'required')) {
    const cure = `Set one of ${identifiers.map((name) => `attributes.${name}`).join(', ')} to required.`;
    reader.fail('attributes', 'leave users without an identifier to sign in with', cure);
  }
  const proves =
    attributes.password === 'required' ||
    ((emailCode || emailLink) && attributes.emailAddress === 'required') ||
    (phoneCode && attributes.phoneNumber === 'required') ||
    (wallets.length > 0 && attributes.web3Wallet === 'required') ||
    (isEither && (emailCode || emailLink) && phoneCode);
  if (!proves) {
    const cure =
      'Set attributes.password to required, or emailCode to true with a required email address; or switch off all ' +
      'that is typed, where users come by providers (oauth) or wallets alone.';
    reader.fail('attributes', 'leave users without a factor to sign in with', cure);
  }
}
