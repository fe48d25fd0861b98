import type { ConfigInput } from './config.ts';

/** The place of a setting in `ConfigInput`, such as `password.minLength`. */
export type SettingPath = PathIn<Required<ConfigInput>>;

type PathIn<Group, Prefix extends string = ''> = {
  [Name in keyof Group & string]-?: IsValue<NonNullable<Group[Name]>> extends true
    ? `${Prefix}${Name}`
    : PathIn<NonNullable<Group[Name]>, `${Prefix}${Name}.`>;
}[keyof Group & string];

/** Whether it is one value and not a group of settings. JSON of any form, such as claims, is one value. */
type IsValue<T> = T extends readonly unknown[] | string | number | boolean
  ? true
  : string extends keyof T
    ? true
    : false;

/** How the text of a flag or an environment variable becomes a value. `json` is parsed, `list` is split at commas. */
export type SettingKind = 'text' | 'list' | 'boolean' | 'integer' | 'json';

export interface Setting {
  path: SettingPath;
  kind: SettingKind;
  /** Never printed, not even in an error. */
  secret?: boolean;
  /** Name of the environment variable, when it is not the one derived from the path. */
  env?: string;
  /** One line for `--help`. */
  help: string;
}

/** Settings that belong together, under the heading that the help and docs/settings.md give them. */
export interface SettingGroup {
  title: string;
  settings: readonly Setting[];
}

/**
 * Every setting. The configuration file, the environment, the flags of `serve`, their help, docs/settings.md and the
 * check for unknown names are all read from this table.
 */
export const SETTING_GROUPS: readonly SettingGroup[] = everySetting([
  {
    title: 'The server',
    settings: [
      { path: 'url', kind: 'text', help: 'public base URL of the API, such as https://clerk.example.com (required)' },
      { path: 'instanceType', kind: 'text', help: 'production (default) or development' },
      {
        path: 'frontendApi',
        kind: 'text',
        help: 'host in the publishable key and in the iss claim; default: the host of url',
      },
      {
        path: 'databaseUrl',
        kind: 'text',
        secret: true,
        env: 'DATABASE_URL',
        help: 'sqlite:./data/clerk.db (default), sqlite::memory: or postgres://…',
      },
      { path: 'keyFile', kind: 'text', help: 'file that holds the keys; default: beside the SQLite database' },
      {
        path: 'secretKey',
        kind: 'text',
        secret: true,
        help: 'secret key of the Backend API that the servers of the application have; default none',
      },
      { path: 'port', kind: 'integer', env: 'PORT', help: 'port of serve; default: the port in url, else 4400' },
      { path: 'host', kind: 'text', help: 'address that serve binds; default 127.0.0.1' },
      { path: 'proxyPaths', kind: 'list', help: 'paths that also serve the API, besides /__clerk, which always does' },
      {
        path: 'clientIpHeader',
        kind: 'text',
        help: "header in which a proxy names the client's address; default: the socket's address",
      },
      {
        path: 'clientCityHeader',
        kind: 'text',
        help: "header in which a proxy names the client's city, such as cf-ipcity; default none",
      },
      {
        path: 'clientCountryHeader',
        kind: 'text',
        help: "header in which a proxy names the client's country in two letters, such as cf-ipcountry",
      },
      { path: 'logLevel', kind: 'text', help: 'debug, info (default), warn or error' },
      {
        path: 'drainSeconds',
        kind: 'integer',
        help: 'how long /readyz answers 503 before serve stops listening; default 5, 0 in development',
      },
      {
        path: 'cdnKeepDays',
        kind: 'integer',
        help: 'how many days a browser script is served after its last node; default 90',
      },
      { path: 'cdnDir', kind: 'text', help: "folder of <version>/dist folders; default: the package's own dist" },
      {
        path: 'sdkScripts',
        kind: 'text',
        help: "scripts for Clerk's SDKs: own (default), or installed: Clerk's packages on this disk",
      },
      {
        path: 'adminPage',
        kind: 'boolean',
        help: 'serve /__admin, where administrators manage users; default: in development alone',
      },
      { path: 'testMode', kind: 'boolean', help: 'fixed codes for +clerk_test addresses, and the dev inbox' },
      { path: 'forceTestMode', kind: 'boolean', help: 'allow test mode on a production instance' },
    ],
  },
  {
    title: 'The application',
    settings: [
      {
        path: 'allowedOrigins',
        kind: 'list',
        help: 'exact origins whose pages may call the API; default: the origin of url',
      },
      { path: 'applicationName', kind: 'text', help: 'name in forms and emails; default: the host of homeUrl' },
      {
        path: 'defaultLocale',
        kind: 'text',
        help: 'language for people of whom the server knows none, such as de-DE; default en-US',
      },
      { path: 'homeUrl', kind: 'text', help: 'URL of the application; default: the first allowed origin, else url' },
      { path: 'signInUrl', kind: 'text', help: 'page with the sign-in form; default: the hosted page' },
      { path: 'signUpUrl', kind: 'text', help: 'page with the sign-up form; default: the hosted page' },
      { path: 'userProfileUrl', kind: 'text', help: 'page with the profile; default: the hosted page' },
      {
        path: 'waitlistUrl',
        kind: 'text',
        help: 'page with the waitlist; default: signUpUrl if set, else the hosted page',
      },
      {
        path: 'hostedPages',
        kind: 'boolean',
        help: 'serve /sign-in, /sign-up, /waitlist, /user under url; default true, else under homeUrl',
      },
      {
        path: 'afterSignInUrl',
        kind: 'text',
        help: 'where a sign-in leads; default: homeUrl, or the profile without one',
      },
      {
        path: 'afterSignUpUrl',
        kind: 'text',
        help: 'where a sign-up leads; default: homeUrl, or the profile without one',
      },
      {
        path: 'afterSignOutUrl',
        kind: 'text',
        help: 'where a sign-out leads; default: signInUrl if set, else homeUrl or /sign-in',
      },
      { path: 'supportEmail', kind: 'text', help: 'address that the screens offer to a user who cannot go on' },
      { path: 'branding.logoUrl', kind: 'text', env: 'CLERK_LOGO_URL', help: 'logo above the forms' },
      { path: 'branding.faviconUrl', kind: 'text', env: 'CLERK_FAVICON_URL', help: 'icon of the application' },
      { path: 'branding.termsUrl', kind: 'text', env: 'CLERK_TERMS_URL', help: 'terms of service' },
      { path: 'branding.privacyPolicyUrl', kind: 'text', env: 'CLERK_PRIVACY_POLICY_URL', help: 'privacy policy' },
      { path: 'branding.helpUrl', kind: 'text', env: 'CLERK_HELP_URL', help: 'help page' },
      { path: 'branding.theme.general.color', kind: 'text', help: 'accent of buttons and links, such as #4455ee' },
      { path: 'branding.theme.general.backgroundColor', kind: 'text', help: 'surface of cards and menus' },
      { path: 'branding.theme.general.fontColor', kind: 'text', help: 'text' },
      { path: 'branding.theme.general.fontFamily', kind: 'text', help: 'font' },
      {
        path: 'branding.theme.general.labelFontWeight',
        kind: 'text',
        help: 'weight of the labels of fields, such as 600',
      },
      { path: 'branding.theme.general.padding', kind: 'text', help: 'padding of the card' },
      {
        path: 'branding.theme.general.borderRadius',
        kind: 'text',
        help: 'corner radius of controls; cards derive from it',
      },
      { path: 'branding.theme.general.boxShadow', kind: 'text', help: 'shadow of the card and of the menu' },
      { path: 'branding.theme.buttons.fontColor', kind: 'text', help: 'text on the accent' },
      { path: 'branding.theme.buttons.fontFamily', kind: 'text', help: 'font of buttons' },
      { path: 'branding.theme.buttons.fontWeight', kind: 'text', help: 'weight of the labels of buttons, such as 600' },
    ],
  },
  {
    title: 'Sessions',
    settings: [
      {
        path: 'cookieDomain',
        kind: 'text',
        help: "parent domain that pages share with the API; default: the API's host alone",
      },
      { path: 'singleSession', kind: 'boolean', help: 'one session per browser instead of several' },
      {
        path: 'welcomeBack',
        kind: 'boolean',
        help: 'sign-in greets accounts that used this browser before; default false',
      },
      {
        path: 'session.lifetimeSeconds',
        kind: 'integer',
        help: 'how long a session lasts: 60 to 315360000 (10 years); default 604800 (7 days)',
      },
      {
        path: 'session.inactivitySeconds',
        kind: 'integer',
        help: 'how long it lasts while no token is refreshed; default and most: its lifetime',
      },
      {
        path: 'session.claims',
        kind: 'json',
        help: 'more claims of session tokens, see docs/jwt-templates.md; default none',
      },
      {
        path: 'jwtTemplates',
        kind: 'json',
        secret: true,
        help: 'JWT templates: a list of objects, see docs/jwt-templates.md; default none',
      },
      {
        path: 'reverification',
        kind: 'boolean',
        help: 'sensitive changes need a fresh proof of identity; default true',
      },
    ],
  },
  {
    title: 'What an account has',
    settings: [
      { path: 'attributes.emailAddress', kind: 'text', help: 'required (default), optional or off' },
      { path: 'attributes.phoneNumber', kind: 'text', help: 'required, optional or off (default)' },
      { path: 'attributes.web3Wallet', kind: 'text', help: 'required, optional or off (default)' },
      { path: 'attributes.username', kind: 'text', help: 'required, optional or off (default)' },
      { path: 'attributes.password', kind: 'text', help: 'required (default), optional or off' },
      { path: 'attributes.firstName', kind: 'text', help: 'required, optional (default) or off' },
      { path: 'attributes.lastName', kind: 'text', help: 'required, optional (default) or off' },
      {
        path: 'pictureUploads',
        kind: 'boolean',
        help: 'users may upload a picture; default true. It needs the package sharp',
      },
      { path: 'pictureMaxMegabytes', kind: 'integer', help: 'largest picture that a user may upload; default 10' },
      {
        path: 'gravatar',
        kind: 'boolean',
        help: 'users without a picture have that of Gravatar, which learns a hash of their address',
      },
      { path: 'deleteSelf', kind: 'boolean', help: 'users may delete their own account; default true' },
    ],
  },
  {
    title: 'Sign-in methods',
    settings: [
      { path: 'emailCode', kind: 'boolean', help: 'sign in with a code by email; default: on with email addresses' },
      { path: 'emailLink', kind: 'boolean', help: 'sign in with a link by email; the same email carries a code' },
      {
        path: 'emailLinkRequireSameClient',
        kind: 'boolean',
        help: 'a link counts only in the browser that asked for it',
      },
      { path: 'phoneCode', kind: 'boolean', help: 'sign in with a code by SMS; default: on with phone numbers' },
      { path: 'passkeys.enabled', kind: 'boolean', help: 'sign in with passkeys' },
      { path: 'passkeys.autofill', kind: 'boolean', help: 'offer passkeys in the identifier field; default true' },
      { path: 'passkeys.signInButton', kind: 'boolean', help: 'a link for passkeys on the first screen; default true' },
      {
        path: 'passkeys.offerAfterSignIn',
        kind: 'boolean',
        help: 'offer a passkey, once, after a sign-in with a password; default true',
      },
      {
        path: 'passkeys.satisfiesSecondFactor',
        kind: 'boolean',
        help: 'a passkey needs no second factor; default true',
      },
      {
        path: 'passkeys.rpId',
        kind: 'text',
        help: 'domain that passkeys belong to; default: cookieDomain, else the host of homeUrl',
      },
      { path: 'wallets', kind: 'list', help: 'metamask, coinbase_wallet, base, okx_wallet; default: none' },
      {
        path: 'oauth',
        kind: 'json',
        secret: true,
        help: 'OAuth and OpenID providers: a list of objects, see docs/sign-in-methods.md',
      },
      {
        path: 'googleOneTap.enabled',
        kind: 'boolean',
        help: 'sign in with Google One Tap; needs the provider google in oauth',
      },
      { path: 'googleOneTap.keysUrl', kind: 'text', help: "URL of the keys that Google signs with; default: Google's" },
    ],
  },
  {
    title: 'Second factors',
    settings: [
      { path: 'secondFactors.totp', kind: 'boolean', help: 'authenticator apps' },
      {
        path: 'secondFactors.backupCode',
        kind: 'boolean',
        help: 'backup codes; default: on with any other second factor',
      },
      { path: 'secondFactors.phoneCode', kind: 'boolean', help: 'codes by SMS, to numbers that are reserved for it' },
      { path: 'clientTrust', kind: 'boolean', help: 'an unknown device needs a code by email after the password' },
    ],
  },
  {
    title: 'Passwords',
    settings: [
      { path: 'password.minLength', kind: 'integer', help: '8 to 72; default 8' },
      { path: 'password.maxLength', kind: 'integer', help: 'up to 72; default 72' },
      { path: 'password.requireLowercase', kind: 'boolean', help: 'a new password needs a lower-case letter' },
      { path: 'password.requireUppercase', kind: 'boolean', help: 'a new password needs an upper-case letter' },
      { path: 'password.requireNumbers', kind: 'boolean', help: 'a new password needs a digit' },
      { path: 'password.requireSpecialChar', kind: 'boolean', help: 'a new password needs a special character' },
      {
        path: 'password.allowedSpecialCharacters',
        kind: 'text',
        help: 'characters that count as special; default: every sign',
      },
      {
        path: 'password.minStrength',
        kind: 'integer',
        help: 'strength that a new password needs, 0 (default, off) to 4',
      },
      { path: 'password.showStrength', kind: 'boolean', help: 'show a strength meter below a new password' },
      {
        path: 'password.breachCheck',
        kind: 'boolean',
        help: 'refuse breached passwords; default: on for public instances',
      },
      { path: 'password.breachCheckUrl', kind: 'text', help: 'mirror of https://api.pwnedpasswords.com' },
      { path: 'password.breachCheckOnSignIn', kind: 'boolean', help: 'a breached password has to be reset at sign-in' },
      {
        path: 'password.resetOtherMethods',
        kind: 'text',
        help: 'the other sign-in methods after a reset: suspend (default) or keep',
      },
    ],
  },
  {
    title: 'Who may sign up',
    settings: [
      { path: 'signUp.mode', kind: 'text', help: 'public (default), restricted or waitlist' },
      { path: 'signUp.legalConsent', kind: 'boolean', help: 'the user has to accept the terms' },
      { path: 'signUp.showOptionalFields', kind: 'boolean', help: 'show optional fields without a press' },
      { path: 'signUp.verifyEmailAddress', kind: 'boolean', help: 'verify email addresses at sign-up; default true' },
      { path: 'signUp.verifyPhoneNumber', kind: 'boolean', help: 'verify phone numbers at sign-up; default true' },
      {
        path: 'restrictions.allowlist',
        kind: 'list',
        help: 'only these may sign up: addresses, @acme.example, +1555*, wallets',
      },
      {
        path: 'restrictions.allowlistEnabled',
        kind: 'boolean',
        help: 'only those on the allow-list sign up; default: on when it has entries',
      },
      {
        path: 'restrictions.blocklist',
        kind: 'list',
        help: 'these may not sign up; of both lists the closer entry wins',
      },
      { path: 'restrictions.onSignIn', kind: 'boolean', help: 'both lists count at sign-in too' },
      { path: 'restrictions.blockSubaddresses', kind: 'boolean', help: 'refuse addresses such as name+tag@…' },
      { path: 'restrictions.blockDisposable', kind: 'boolean', help: 'refuse disposable addresses' },
      { path: 'restrictions.disposableDomains', kind: 'list', help: 'further domains that count as disposable' },
    ],
  },
  {
    title: 'Protection',
    settings: [
      { path: 'enumerationProtection', kind: 'boolean', help: 'answers do not tell whether an account exists' },
      {
        path: 'captcha.provider',
        kind: 'text',
        help: 'bot check at sign-up: turnstile or proof_of_work; default: none',
      },
      { path: 'captcha.siteKey', kind: 'text', help: 'site key of Turnstile' },
      {
        path: 'captcha.invisibleSiteKey',
        kind: 'text',
        help: 'site key for pages without a place for the widget; default: siteKey',
      },
      { path: 'captcha.secretKey', kind: 'text', secret: true, help: 'secret key of Turnstile' },
      { path: 'captcha.widgetType', kind: 'text', help: 'smart (default) or invisible' },
      { path: 'captcha.verifyUrl', kind: 'text', help: "default: Cloudflare's siteverify" },
      { path: 'captcha.difficulty', kind: 'integer', help: 'bits of the proof of work, 8 to 22; default 14' },
    ],
  },
  {
    title: 'Messages',
    settings: [
      { path: 'smtp.url', kind: 'text', secret: true, help: 'smtp://user:password@host:587 or smtps://…' },
      { path: 'smtp.from', kind: 'text', help: 'sender, such as "Acme <no-reply@example.com>"' },
      {
        path: 'templatesDir',
        kind: 'text',
        help: 'folder with your own texts of emails and text messages, see docs/messages.md',
      },
      {
        path: 'deliveredByApp',
        kind: 'list',
        help: 'what the application delivers itself: email, sms, or messages such as email/invitation',
      },
      { path: 'sms.countries', kind: 'list', help: 'countries that get text messages, or * for all; default US,CA' },
      { path: 'sms.twilio.accountSid', kind: 'text', help: 'account SID of Twilio, which sends the text messages' },
      { path: 'sms.twilio.authToken', kind: 'text', secret: true, help: 'auth token of Twilio' },
      { path: 'sms.twilio.from', kind: 'text', help: 'number or name that the messages come from' },
      {
        path: 'sms.twilio.messagingServiceSid',
        kind: 'text',
        help: 'a messaging service of Twilio, instead of a number',
      },
      { path: 'sms.twilio.baseUrl', kind: 'text', help: 'default https://api.twilio.com' },
      { path: 'sms.webhook.url', kind: 'text', help: 'instead of Twilio: receives each message as signed JSON' },
      { path: 'sms.webhook.secret', kind: 'text', secret: true, help: 'whsec_ and at least 24 bytes in base64' },
    ],
  },
  {
    title: 'Webhooks',
    settings: [
      {
        path: 'webhooks',
        kind: 'json',
        secret: true,
        help: 'endpoints that get events: a list of objects, see docs/webhooks.md',
      },
      {
        path: 'webhookPrivateNetworks',
        kind: 'boolean',
        help: 'webhooks may go to private networks and to this machine, over https; default false',
      },
    ],
  },
]);

export const SETTINGS: readonly Setting[] = SETTING_GROUPS.flatMap(({ settings }) => settings);

/** Returns the groups. It does not compile when they leave out a setting of `ConfigInput`. */
function everySetting<const Groups extends readonly SettingGroup[]>(
  groups: Groups & Record<Exclude<SettingPath, Groups[number]['settings'][number]['path']>, 'is missing'>,
): Groups {
  return groups;
}

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
