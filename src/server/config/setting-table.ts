/** How the text of a flag or an environment variable becomes a value. */
export type SettingKind = 'text' | 'list' | 'boolean' | 'integer' | 'json';

export interface Setting {
  /** Where it lives in `ConfigInput`; a dot goes one level down. */
  path: string;
  kind: SettingKind;
  /** Never printed, not even in an error. */
  secret?: boolean;
  /** Name of the environment variable, when it is not the one derived from the path. */
  env?: string;
  /** One line for `--help`. */
  help: string;
}

/**
 * Every setting there is. The configuration file, the environment, the flags of `serve`, their help
 * and the check for unknown names are all read from this table.
 */
export const SETTINGS: readonly Setting[] = [
  { path: 'url', kind: 'text', help: 'public base URL of the API, such as https://clerk.example.com (required)' },
  { path: 'instanceType', kind: 'text', help: 'production (default) or development' },
  { path: 'frontendApi', kind: 'text', help: 'host in the publishable key and the iss claim; default: host of url' },
  {
    path: 'databaseUrl',
    kind: 'text',
    secret: true,
    env: 'DATABASE_URL',
    help: 'sqlite:./data/clerk.db (default), sqlite::memory: or postgres://…',
  },
  { path: 'keyFile', kind: 'text', help: 'file that holds the keys; default: beside the SQLite database' },
  { path: 'cdnKeepDays', kind: 'integer', help: 'days a script is served after the last node with it; default 90' },
  { path: 'cdnDir', kind: 'text', help: 'directory of <version>/dist folders; default: the own dist' },
  { path: 'applicationName', kind: 'text', help: 'name shown in forms and mails; default: host of homeUrl' },
  { path: 'allowedOrigins', kind: 'list', help: 'exact origins whose pages may call the API, comma-separated' },
  { path: 'homeUrl', kind: 'text', help: 'URL of the application; default: first allowed origin, else url' },
  { path: 'signInUrl', kind: 'text', help: 'default: /sign-in under homeUrl' },
  { path: 'signUpUrl', kind: 'text', help: 'default: /sign-up under homeUrl' },
  { path: 'userProfileUrl', kind: 'text', help: 'default: /user under homeUrl' },
  { path: 'afterSignInUrl', kind: 'text', help: 'default: homeUrl' },
  { path: 'afterSignUpUrl', kind: 'text', help: 'default: homeUrl' },
  { path: 'cookieDomain', kind: 'text', help: 'parent domain that pages share with the API; default: host-only' },
  { path: 'singleSession', kind: 'boolean', help: 'one session per browser instead of several' },
  { path: 'proxyPaths', kind: 'list', help: 'paths that also serve the API, such as /__clerk' },
  { path: 'attributes.emailAddress', kind: 'text', help: 'required (default), optional or off' },
  { path: 'attributes.phoneNumber', kind: 'text', help: 'required, optional or off (default)' },
  { path: 'attributes.web3Wallet', kind: 'text', help: 'required, optional or off (default)' },
  { path: 'attributes.username', kind: 'text', help: 'required, optional or off (default)' },
  { path: 'attributes.password', kind: 'text', help: 'required (default), optional or off' },
  { path: 'attributes.firstName', kind: 'text', help: 'required, optional (default) or off' },
  { path: 'attributes.lastName', kind: 'text', help: 'required, optional (default) or off' },
  { path: 'emailCode', kind: 'boolean', help: 'sign in with a mailed code; default: with e-mail addresses' },
  { path: 'emailLink', kind: 'boolean', help: 'sign in with a mailed link, which carries a code too' },
  { path: 'emailLinkRequireSameClient', kind: 'boolean', help: 'a link counts only in the browser that asked' },
  { path: 'phoneCode', kind: 'boolean', help: 'sign in with a code by SMS; default: with phone numbers' },
  { path: 'passkeys.enabled', kind: 'boolean', help: 'sign in with passkeys' },
  { path: 'passkeys.autofill', kind: 'boolean', help: 'offer them in the identifier field; default true' },
  { path: 'passkeys.signInButton', kind: 'boolean', help: 'a link of their own on the first screen; default true' },
  { path: 'passkeys.satisfiesSecondFactor', kind: 'boolean', help: 'they need no second factor; default true' },
  { path: 'passkeys.rpId', kind: 'text', help: 'domain they belong to; default: cookieDomain, else host of homeUrl' },
  { path: 'wallets', kind: 'list', help: 'metamask, coinbase_wallet, base, okx_wallet; default none' },
  { path: 'secondFactors.totp', kind: 'boolean', help: 'authenticator apps' },
  { path: 'secondFactors.backupCode', kind: 'boolean', help: 'default: with any other second factor' },
  { path: 'secondFactors.phoneCode', kind: 'boolean', help: 'codes by SMS to numbers reserved for it' },
  { path: 'clientTrust', kind: 'boolean', help: 'unknown devices also need a mailed code after the password' },
  { path: 'reverification', kind: 'boolean', help: 'sensitive changes need a fresh proof; default true' },
  { path: 'signUp.mode', kind: 'text', help: 'public (default), restricted or waitlist' },
  { path: 'signUp.legalConsent', kind: 'boolean', help: 'the terms have to be accepted' },
  { path: 'signUp.verifyEmailAddress', kind: 'boolean', help: 'prove addresses at sign-up; default true' },
  { path: 'signUp.verifyPhoneNumber', kind: 'boolean', help: 'prove phone numbers at sign-up; default true' },
  {
    path: 'restrictions.allowlist',
    kind: 'list',
    help: 'only these sign up: addresses, @acme.example, +1555*, wallets',
  },
  { path: 'restrictions.blocklist', kind: 'list', help: 'these do not sign up; the closer entry of both lists wins' },
  { path: 'restrictions.onSignIn', kind: 'boolean', help: 'both lists count at sign-in too' },
  { path: 'restrictions.blockSubaddresses', kind: 'boolean', help: 'refuse addresses such as name+tag@…' },
  { path: 'restrictions.blockDisposable', kind: 'boolean', help: 'refuse addresses that live for minutes' },
  { path: 'restrictions.disposableDomains', kind: 'list', help: 'further domains counted as disposable' },
  { path: 'password.minLength', kind: 'integer', help: '8 to 72; default 8' },
  { path: 'password.maxLength', kind: 'integer', help: 'up to 72; default 72' },
  { path: 'password.requireLowercase', kind: 'boolean', help: 'a new one needs a lower-case letter' },
  { path: 'password.requireUppercase', kind: 'boolean', help: 'a new one needs an upper-case letter' },
  { path: 'password.requireNumbers', kind: 'boolean', help: 'a new one needs a digit' },
  { path: 'password.requireSpecialChar', kind: 'boolean', help: 'a new one needs a special character' },
  { path: 'password.allowedSpecialCharacters', kind: 'text', help: 'those that count as special; default: every sign' },
  { path: 'password.minStrength', kind: 'integer', help: '0 (default, off) to 4: guesses a new one withstands' },
  { path: 'password.showStrength', kind: 'boolean', help: 'a meter below a new one' },
  { path: 'password.breachCheck', kind: 'boolean', help: 'refuse breached ones; default: on for public instances' },
  { path: 'password.breachCheckUrl', kind: 'text', help: 'mirror of https://api.pwnedpasswords.com' },
  { path: 'password.breachCheckOnSignIn', kind: 'boolean', help: 'a breached one has to be reset at sign-in' },
  { path: 'password.resetOtherMethods', kind: 'text', help: 'other ways in, after a reset: suspend (default) or keep' },
  { path: 'enumerationProtection', kind: 'boolean', help: 'answers do not tell whether there is an account' },
  { path: 'captcha.provider', kind: 'text', help: 'bot check at sign-up: turnstile or proof_of_work; default none' },
  { path: 'captcha.siteKey', kind: 'text', help: 'of Turnstile' },
  {
    path: 'captcha.invisibleSiteKey',
    kind: 'text',
    help: 'for pages without a place for the widget; default: siteKey',
  },
  { path: 'captcha.secretKey', kind: 'text', secret: true, help: 'of Turnstile' },
  { path: 'captcha.widgetType', kind: 'text', help: 'smart (default) or invisible' },
  { path: 'captcha.verifyUrl', kind: 'text', help: "default: Cloudflare's siteverify" },
  { path: 'captcha.difficulty', kind: 'integer', help: 'bits of the proof of work, 8 to 22; default 14' },
  { path: 'session.lifetimeSeconds', kind: 'integer', help: 'default 604800 (7 days)' },
  { path: 'session.inactivitySeconds', kind: 'integer', help: 'default: the lifetime' },
  { path: 'smtp.url', kind: 'text', secret: true, help: 'smtp://user:password@host:587 or smtps://…' },
  { path: 'smtp.from', kind: 'text', help: 'sender, such as "Acme <no-reply@example.com>"' },
  { path: 'sms.countries', kind: 'list', help: 'countries messages go to, or * for every one; default US,CA' },
  { path: 'sms.twilio.accountSid', kind: 'text', help: 'account SID of Twilio, which sends the text messages' },
  { path: 'sms.twilio.authToken', kind: 'text', secret: true, help: 'its auth token' },
  { path: 'sms.twilio.from', kind: 'text', help: 'number or name the messages come from' },
  { path: 'sms.twilio.messagingServiceSid', kind: 'text', help: 'instead of a number: a messaging service' },
  { path: 'sms.twilio.baseUrl', kind: 'text', help: 'default https://api.twilio.com' },
  { path: 'sms.webhook.url', kind: 'text', help: 'instead of Twilio: gets each message as signed JSON' },
  { path: 'sms.webhook.secret', kind: 'text', secret: true, help: 'whsec_ and at least 24 bytes in base64' },
  { path: 'oauth', kind: 'json', secret: true, help: 'providers to sign in with: a list of objects, see the README' },
  { path: 'testMode', kind: 'boolean', help: 'fixed codes for +clerk_test addresses, and the dev inbox' },
  { path: 'forceTestMode', kind: 'boolean', help: 'test mode on a production instance all the same' },
  { path: 'supportEmail', kind: 'text', help: 'address shown where a person is stuck' },
  { path: 'branding.logoUrl', kind: 'text', env: 'CLERK_LOGO_URL', help: 'logo above the forms' },
  { path: 'branding.faviconUrl', kind: 'text', env: 'CLERK_FAVICON_URL', help: 'icon of the application' },
  { path: 'branding.termsUrl', kind: 'text', env: 'CLERK_TERMS_URL', help: 'terms of service' },
  { path: 'branding.privacyPolicyUrl', kind: 'text', env: 'CLERK_PRIVACY_POLICY_URL', help: 'privacy policy' },
  { path: 'branding.helpUrl', kind: 'text', env: 'CLERK_HELP_URL', help: 'help page' },
  { path: 'clientIpHeader', kind: 'text', help: 'header with the client address behind a proxy; default: the socket' },
  { path: 'clientCountryHeader', kind: 'text', help: 'header in which a proxy names the country of the visitor' },
  { path: 'port', kind: 'integer', env: 'PORT', help: 'port of serve; default: the port in url, else 4400' },
  { path: 'logLevel', kind: 'text', help: 'debug, info (default), warn or error' },
  {
    path: 'drainSeconds',
    kind: 'integer',
    help: 'how long /readyz says no before serve stops listening; default 5, 0 in development',
  },
  { path: 'host', kind: 'text', help: 'address serve binds; default 127.0.0.1' },
];

/** `attributes.emailAddress` becomes `CLERK_ATTRIBUTES_EMAIL_ADDRESS`. */
export function envNameOf(setting: Setting): string {
  return setting.env ?? `CLERK_${words(setting.path).join('_').toUpperCase()}`;
}

/** `password.minLength` becomes `password-min-length`; the dashes in front are the command line's. */
export function flagNameOf(setting: Setting): string {
  return words(setting.path).join('-');
}

function words(path: string): string[] {
  return path
    .replace(/([a-z0-9])([A-Z])/g, '$1.$2')
    .toLowerCase()
    .split('.');
}
