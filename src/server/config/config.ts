import type { JsonObject } from '../expressions/evaluate.ts';
import type { Language } from '../../localization/languages.ts';
import type { WebhookEventType } from '../../protocol/webhook-types.ts';
import type { LogLevel } from '../logger.ts';
import type { OwnTemplates } from '../message-templates/message-template.ts';
import type { OAuthProvider, OAuthProviderInput } from '../oauth-providers/types.ts';
import type { Restrictions } from '../restrictions/restrictions.ts';
import type { JwtTemplateSpec } from './check-jwt-template.ts';

/** What a reset of the password does with the other sign-in methods. */
export type ResetOtherMethods = 'suspend' | 'keep';

/** `required` at sign-up, `optional`, or `off`: the instance does not have the attribute. */
export type AttributeMode = 'required' | 'optional' | 'off';

/** Who may sign up. */
export type SignUpMode = 'public' | 'restricted' | 'waitlist';

/**
 * The settings of an instance. You must give `url`, and a way to send codes: `smtp` for email addresses, `sms` for
 * phone numbers, or `testMode`. Every other setting has a default. `createServer` checks the settings and refuses wrong
 * ones with their names and what to do.
 */
export interface ConfigInput {
  /** Public base URL of the Frontend API, such as `https://clerk.example.com`. The server builds its URLs from it. */
  url: string;
  /** `production` (default; `pk_live_` keys) or `development` (`pk_test_`). */
  instanceType?: 'production' | 'development' | undefined;
  /** Host in the publishable key and the `iss` claim; default: host of `url`. It needs a dot. */
  frontendApi?: string | undefined;
  /**
   * A secret key of the Backend API, for the servers of the application: `sk_live_` (in development `sk_test_`) and at
   * least 40 random characters. Other keys are made by `clerk-widgets keys create`. Default none.
   */
  secretKey?: string | undefined;
  /** `sqlite:./data/clerk.db` (default), `sqlite::memory:` or `postgres://…`. */
  databaseUrl?: string | undefined;
  /** File that keeps the signing key and the master secret; default: beside the SQLite database. */
  keyFile?: string | undefined;
  /**
   * Directory with one `<version>/dist` folder per version that this node has to serve under `/npm`; default: the
   * package's own `dist`.
   */
  cdnDir?: string | undefined;
  /** How many days to serve a version after the last node that has it stopped, 1 to 3650; default 90. */
  cdnKeepDays?: number | undefined;
  /**
   * What Clerk's own SDKs get from `/npm/@clerk/clerk-js@…` and `/npm/@clerk/ui@…`: `own` (default), the script and the
   * screens of this package; `installed`, Clerk's packages that are installed beside the server.
   */
  sdkScripts?: 'own' | 'installed' | undefined;
  /** Name shown in forms and messages, up to 100 characters; default: host of `homeUrl`. */
  applicationName?: string | undefined;
  /**
   * Language of messages and pages for people of whom the server knows no language that it has: en-US (default), de-DE,
   * fr-FR, es-ES, pt-BR, ja-JP, ar-SA or he-IL.
   */
  defaultLocale?: string | undefined;
  /** Origins whose pages may call the API, exact: scheme, host and port. The origin of `url` is always allowed. */
  allowedOrigins?: string[] | undefined;
  /** URL of the application; redirect targets default to it. Default: the first allowed origin, else `url`. */
  homeUrl?: string | undefined;
  /** Page with `<clerk-sign-in>`, on an allowed origin; default: the hosted page, else `/sign-in` under `homeUrl`. */
  signInUrl?: string | undefined;
  /** Page with `<clerk-sign-up>`, on an allowed origin; default: the hosted page, else `/sign-up` under `homeUrl`. */
  signUpUrl?: string | undefined;
  /** Page with `<clerk-user-profile>`, on an allowed origin; default: the hosted page, else `/user` under `homeUrl`. */
  userProfileUrl?: string | undefined;
  /** Page with `<clerk-waitlist>`, on an allowed origin; default: `signUpUrl` if you set it, else the hosted page. */
  waitlistUrl?: string | undefined;
  /**
   * Whether the server has pages of its own at `/sign-in`, `/sign-up`, `/waitlist` and `/user` under `url`, for
   * applications that have none: see docs/hosted-pages.md. The four settings above default to them. Default: true.
   */
  hostedPages?: boolean | undefined;
  /**
   * Whether the server has a page at `/__admin` under `url`, where administrators manage users. They sign in with a
   * secret key, or with a link of `clerk-widgets admin`. Default: true in development, false in production.
   */
  adminPage?: boolean | undefined;
  /** Where a sign-in leads when the page does not say; default: `homeUrl`, or the profile where no setting names a site. */
  afterSignInUrl?: string | undefined;
  /** Where a sign-up leads when the page does not say; default: as `afterSignInUrl`. */
  afterSignUpUrl?: string | undefined;
  /**
   * Where a sign-out leads when the page does not say; default: `signInUrl` if you set it, else `homeUrl`, or the hosted sign-in
   * page where no setting names a site.
   */
  afterSignOutUrl?: string | undefined;
  /** Domain of the `__client_uat` cookie (the registrable domain pages share with the API); default: host-only. */
  cookieDomain?: string | undefined;
  /** One session per client instead of several; default false. */
  singleSession?: boolean | undefined;
  /**
   * The first screen of sign-in greets an account that has signed in with the browser before and continues with its last
   * sign-in method; default false. Browsers keep name, identifier, picture and method of the account until the user
   * removes it.
   */
  welcomeBack?: boolean | undefined;
  /** Paths under which the API is also served; `''` (the root) and `/__clerk` always are. */
  proxyPaths?: string[] | undefined;
  /** What an account has. The server refuses settings that could leave a user without a sign-in method. */
  attributes?: {
    /** Default `required`. */
    emailAddress?: AttributeMode | undefined;
    /** Default `off`. */
    phoneNumber?: AttributeMode | undefined;
    /** Default `off`. */
    username?: AttributeMode | undefined;
    /** Default `off`; set `wallets` too. */
    web3Wallet?: AttributeMode | undefined;
    /** Default `required`. */
    password?: AttributeMode | undefined;
    /** Default `optional`. */
    firstName?: AttributeMode | undefined;
    /** Default `optional`. */
    lastName?: AttributeMode | undefined;
  };
  /** Sign in with a code by email; default: on with email addresses. */
  emailCode?: boolean | undefined;
  /** Sign in and verify with a link by email, which carries a code too; default false. */
  emailLink?: boolean | undefined;
  /** A link counts only in the browser that asked for it; default false: other browsers have to match a number. */
  emailLinkRequireSameClient?: boolean | undefined;
  /** Sign in with a code by SMS; default: on with phone numbers. */
  phoneCode?: boolean | undefined;
  passkeys?: {
    /** Default false. */
    enabled?: boolean | undefined;
    /** Offer passkeys in the identifier field; default true. */
    autofill?: boolean | undefined;
    /** Show a link for passkeys on the first screen; default true. */
    signInButton?: boolean | undefined;
    /** Offer a passkey, once, to users who sign in with a password and have none; default true. */
    offerAfterSignIn?: boolean | undefined;
    /** A passkey with user verification needs no second factor; default true. */
    satisfiesSecondFactor?: boolean | undefined;
    /**
     * Domain that the passkeys belong to: that of the sign-in page or a parent of it. Default: `cookieDomain`, else the
     * host of `homeUrl`, if the sign-in page is within it, else the host of the sign-in page.
     */
    rpId?: string | undefined;
  };
  /** Wallets to sign in with: `metamask`, `coinbase_wallet`, `base`, `okx_wallet`; default none. */
  wallets?: string[] | undefined;
  /** The second factors that users can switch on. */
  secondFactors?: {
    /** Authenticator apps; default false. */
    totp?: boolean | undefined;
    /** Backup codes in place of another second factor; default: on with any other. */
    backupCode?: boolean | undefined;
    /** Codes by SMS, to numbers that are reserved for it; default false. */
    phoneCode?: boolean | undefined;
  };
  /** On an unknown device, a password also needs a code or link by email; default false. */
  clientTrust?: boolean | undefined;
  /** Providers to sign in with: Google, GitHub, any OpenID issuer and more; default none. */
  oauth?: OAuthProviderInput[] | undefined;
  /** Google One Tap, with the client id of the provider `google` in `oauth`. */
  googleOneTap?: {
    /** Default false. */
    enabled?: boolean | undefined;
    /** URL of the keys that Google signs with (JWKS); default: Google's. */
    keysUrl?: string | undefined;
  };
  /** Sensitive changes need a recent proof of identity; default true. */
  reverification?: boolean | undefined;
  /** Users may delete their own account; default true. */
  deleteSelf?: boolean | undefined;
  signUp?: {
    /**
     * `public` (default): everyone may sign up; `restricted`: only with an invitation; `waitlist`: users can join a
     * waitlist.
     */
    mode?: SignUpMode | undefined;
    /** Users have to accept the documents of `branding.termsUrl` and `branding.privacyPolicyUrl`; default false. */
    legalConsent?: boolean | undefined;
    /** Optional fields are shown from the start; default false: they are behind a link. */
    showOptionalFields?: boolean | undefined;
    /** Users verify an email address before they get an account; default true. Without it, require usernames. */
    verifyEmailAddress?: boolean | undefined;
    /** The same for phone numbers; default true. */
    verifyPhoneNumber?: boolean | undefined;
  };
  /** Which identifiers may sign up; see {@link Restrictions} for the entries of a list. */
  restrictions?: Partial<Restrictions> | undefined;
  password?: {
    /** Characters, 8 (default) to 72. */
    minLength?: number | undefined;
    /** Characters, `minLength` to 72 (default). */
    maxLength?: number | undefined;
    /** The kinds of characters that a new password needs; all off by default. */
    requireLowercase?: boolean | undefined;
    requireUppercase?: boolean | undefined;
    requireNumbers?: boolean | undefined;
    requireSpecialChar?: boolean | undefined;
    /** The characters that count as special, up to 64; default: every character that is no letter or digit. */
    allowedSpecialCharacters?: string | undefined;
    /** The zxcvbn score that a new password needs, 0 (default, off) to 4. */
    minStrength?: number | undefined;
    /** Show a strength meter below a new password; default false. */
    showStrength?: boolean | undefined;
    /** Refuse breached passwords; default true, but false in development and on this machine. */
    breachCheck?: boolean | undefined;
    /** Base URL of a service in the format of `https://api.pwnedpasswords.com`, which is the default. */
    breachCheckUrl?: string | undefined;
    /** A breached password does not sign in, and has to be reset; default false. Needs `breachCheck`. */
    breachCheckOnSignIn?: boolean | undefined;
    /**
     * What happens to the other sign-in methods when a password is reset. `suspend` (default) switches them off until
     * the owner verifies them again, and mails the owner a list of them; `keep` leaves them on.
     */
    resetOtherMethods?: ResetOtherMethods | undefined;
  };
  /** Answers do not tell whether an account exists; default false. */
  enumerationProtection?: boolean | undefined;
  /** Bot check at sign-up; default none. */
  captcha?: {
    provider: 'turnstile' | 'proof_of_work';
    /** Turnstile: the site key, which it needs. */
    siteKey?: string | undefined;
    /** Turnstile: the site key for pages without a place for the widget; default: `siteKey`. */
    invisibleSiteKey?: string | undefined;
    /** Turnstile: the secret key, which it needs. The server never shows it. */
    secretKey?: string | undefined;
    /** Turnstile: default `smart`. */
    widgetType?: 'smart' | 'invisible' | undefined;
    /** Turnstile: the URL that verifies tokens; default: Cloudflare's. */
    verifyUrl?: string | undefined;
    /** Proof of work: 8 to 22 bits, each of which doubles the work; default 14. */
    difficulty?: number | undefined;
  };
  session?: {
    /** Seconds until a session ends, 60 to 315360000; default 604800 (7 days). */
    lifetimeSeconds?: number | undefined;
    /** Seconds without a refresh until a session is abandoned; default: the lifetime. */
    inactivitySeconds?: number | undefined;
    /**
     * Claims that session tokens have besides their own, such as `{ role: '{{user.public_metadata.role}}' }`; default
     * none. See docs/jwt-templates.md.
     */
    claims?: Claims | undefined;
  };
  /** JWT templates, which shape tokens for other services. The Backend API cannot change them; default none. */
  jwtTemplates?: JwtTemplateInput[] | undefined;
  /** The mail server. Instances that verify email addresses need it, except in test mode. */
  smtp?: {
    /**
     * `smtp://user:password@host:587` or `smtps://host:465`; percent-encode the password. The server never shows it.
     */
    url: string;
    /** One sender, such as `Acme <no-reply@example.com>`. */
    from: string;
  };
  /** How text messages are sent: through Twilio, or posted to a webhook. */
  sms?: {
    /** ISO codes of the countries that get messages, or `*` for all; default US and CA. */
    countries?: string[] | undefined;
    twilio?: {
      /** `AC` and 32 hexadecimal digits. */
      accountSid: string;
      /** The server never shows it. */
      authToken: string;
      /** The sender: a number in E.164, a short code or a name. Give this or `messagingServiceSid`. */
      from?: string | undefined;
      /** `MG` and 32 hexadecimal digits. */
      messagingServiceSid?: string | undefined;
      /** Default `https://api.twilio.com`. */
      baseUrl?: string | undefined;
    };
    /**
     * Receives each message as JSON `{to, text, template, code}`, signed as Standard Webhooks are. The secret is
     * `whsec_` and at least 24 bytes in base64.
     */
    webhook?: { url: string; secret: string };
  };
  /**
   * Where the server reports changes of users and sessions: see docs/webhooks.md. Endpoints that are named here cannot
   * be changed while the server runs; `clerk-widgets webhooks create` makes others. Default none.
   */
  webhooks?: WebhookInput[] | undefined;
  /**
   * Folder with texts of your own for emails and text messages, one file per text, such as
   * `email/verification_code.html`: see docs/messages.md. Default: the server's own texts.
   */
  templatesDir?: string | undefined;
  /**
   * What the application delivers itself, from the webhooks `email.created` and `sms.created`: `email`, `sms`, or single
   * messages such as `email/invitation`. Default none.
   */
  deliveredByApp?: string[] | undefined;
  /** Webhooks may go to private networks and to this machine, over https; default false. */
  webhookPrivateNetworks?: boolean | undefined;
  /** Users may upload a picture; default true. The server needs the package `sharp` for it. */
  pictureUploads?: boolean | undefined;
  /** Megabytes of the largest picture that a user may upload, 1 to 50; default 10. */
  pictureMaxMegabytes?: number | undefined;
  /**
   * Show the picture that a user without one has at Gravatar; default false. Browsers of visitors then load it there,
   * by the SHA-256 hash of the address. Whoever guesses an address can confirm it by that hash.
   */
  gravatar?: boolean | undefined;
  /** `+clerk_test` addresses take the code 424242, and the server keeps dev messages; default false. */
  testMode?: boolean | undefined;
  /** Allow test mode on a production instance; the server warns at every start. */
  forceTestMode?: boolean | undefined;
  /** Address that the screens offer to a user who cannot go on; default none. */
  supportEmail?: string | undefined;
  /** Absolute URLs; default none. */
  branding?: {
    /** Logo above the forms. */
    logoUrl?: string | undefined;
    faviconUrl?: string | undefined;
    termsUrl?: string | undefined;
    privacyPolicyUrl?: string | undefined;
    helpUrl?: string | undefined;
    /**
     * Look of the forms on every page of the instance: CSS values. The `appearance` of a page and its CSS win over it.
     * A page of an instance without a theme loads no code for it.
     */
    theme?: {
      general?: {
        /** Accent of buttons and links, such as `#4455ee`. */
        color?: string | undefined;
        /** Surface of cards and menus. A dark one gives the forms the dark color scheme. */
        backgroundColor?: string | undefined;
        /** Text. */
        fontColor?: string | undefined;
        fontFamily?: string | undefined;
        /** Weight of the labels of fields, such as `600`. */
        labelFontWeight?: string | number | undefined;
        /** Padding of the card. */
        padding?: string | undefined;
        /** Corner radius of controls; cards derive from it. */
        borderRadius?: string | undefined;
        /** Shadow of the card and of the menu. */
        boxShadow?: string | undefined;
      };
      buttons?: {
        /** Text on the accent. */
        fontColor?: string | undefined;
        fontFamily?: string | undefined;
        /** Weight of the labels of buttons, such as `600`. */
        fontWeight?: string | number | undefined;
      };
    };
  };
  /**
   * Header in which a proxy names the client's IP address, such as `x-forwarded-for`; default: the socket's address.
   */
  clientIpHeader?: string | undefined;
  /**
   * Header in which a proxy names the client's city, such as `cf-ipcity`, for lists of devices and for emails; default
   * none. Percent-encoded names are decoded.
   */
  clientCityHeader?: string | undefined;
  /**
   * Header in which a proxy names the client's country as two letters, such as `cf-ipcountry`; default none. It also
   * preselects the country of phone numbers.
   */
  clientCountryHeader?: string | undefined;
  /** The least level that `serve` logs; default `info`. */
  logLevel?: LogLevel | undefined;
  /**
   * How many seconds `serve` answers `/readyz` with 503 before it stops listening, so that a load balancer notices: 0
   * to 600. Default 5 in production, 0 in development.
   */
  drainSeconds?: number | undefined;
  /** Port of `serve`; default: the port in `url`, else 4400, behind a proxy that ends TLS. 0 takes any free port. */
  port?: number | undefined;
  /** Address that `serve` binds; default `127.0.0.1`. */
  host?: string | undefined;
}

/** Claims of a token as JSON, with expressions such as `{{user.id}}` in its texts. */
export interface Claims {
  [claim: string]: unknown;
}

/** A JWT template of the settings. */
export interface JwtTemplateInput {
  /** What `getToken({ template })` names: up to 64 letters, digits, `-` and `_`. */
  name: string;
  claims: Claims;
  /** Seconds that its tokens live, 30 to 315360000; default 60. The server warns of more than 300. */
  lifetime?: number | undefined;
  /** Seconds by which `nbf` is before `iat`, 0 to 300; default 5. */
  allowedClockSkew?: number | undefined;
  /** RS, ES or HS, each with 256, 384 or 512; default RS256. Any other one needs a key. */
  signingAlgorithm?: string | undefined;
  /** A private key in PEM, or a shared secret for HS…; default: the key of the instance. The server never shows it. */
  signingKey?: string | undefined;
  /** Name of an environment variable that has the key. */
  signingKeyEnv?: string | undefined;
  /** Path of a file that has the key. */
  signingKeyFile?: string | undefined;
}

/** An endpoint of webhooks. */
export interface WebhookInput {
  /** The https URL of the receiver. In development and test mode, also http on this machine. */
  url: string;
  /** The signing secret: `whsec_` and at least 24 bytes in base64. The server never shows it. */
  secret: string;
  /** The events it gets; default: Clerk's, without those that carry codes. */
  events?: WebhookEventType[] | undefined;
  /** For people, up to 256 characters. */
  description?: string | undefined;
}

/** A checked endpoint of webhooks. */
export interface WebhookSetting {
  /** The same on every node and at every start. */
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  /** Null: the default. */
  readonly events: readonly WebhookEventType[] | null;
  readonly description: string;
}

/** The checked settings of a bot check. */
export type CaptchaConfig =
  | {
      readonly provider: 'turnstile';
      readonly siteKey: string;
      readonly invisibleSiteKey: string;
      readonly secretKey: string;
      readonly widgetType: 'smart' | 'invisible';
      readonly verifyUrl: string;
    }
  | { readonly provider: 'proof_of_work'; readonly difficulty: number };

/** The given settings with their defaults filled in: nothing is optional, and nothing can be changed. */
type Filled<T> = T extends readonly (infer Entry)[]
  ? readonly Entry[]
  : T extends object
    ? { readonly [Name in keyof T]-?: Filled<NonNullable<T[Name]>> }
    : T;

/** The same for settings without a default, which are null when they are not given. */
type OrNull<T> = { readonly [Name in keyof T]-?: Filled<NonNullable<T[Name]>> | null };

/** The settings without a default. */
type Nullable =
  | 'keyFile'
  | 'cdnDir'
  | 'secretKey'
  | 'cookieDomain'
  | 'smtp'
  | 'supportEmail'
  | 'templatesDir'
  | 'clientIpHeader'
  | 'clientCityHeader'
  | 'clientCountryHeader';

/** The settings whose checked form differs from what the operator writes. */
type Checked =
  | 'defaultLocale'
  | 'forceTestMode'
  | 'oauth'
  | 'captcha'
  | 'branding'
  | 'sms'
  | 'session'
  | 'jwtTemplates'
  | 'webhooks';

/** The values of `branding.theme` that are given. */
export interface InstanceTheme {
  readonly general: Readonly<Record<string, string>>;
  readonly buttons: Readonly<Record<string, string>>;
}

type Sms = NonNullable<ConfigInput['sms']>;
type Twilio = NonNullable<Sms['twilio']>;
type Session = NonNullable<ConfigInput['session']>;

/** A checked configuration with every default filled in, frozen. */
export interface InstanceConfig
  extends Filled<Omit<ConfigInput, Nullable | Checked>>,
    OrNull<Pick<ConfigInput, Nullable>> {
  readonly publishableKey: string;
  /** Whether cookies are `Secure`: true unless `url` is plain http on this machine. */
  readonly secureCookies: boolean;
  readonly defaultLocale: Language;
  readonly oauth: readonly OAuthProvider[];
  readonly session: Filled<Omit<Session, 'claims'>> & {
    /** Null = session tokens have their own claims alone. */
    readonly claims: JsonObject | null;
  };
  readonly jwtTemplates: readonly JwtTemplateSpec[];
  readonly webhooks: readonly WebhookSetting[];
  /** What `templatesDir` holds, parsed. */
  readonly messageTemplates: OwnTemplates;
  /** Null when the instance has no bot check. */
  readonly captcha: CaptchaConfig | null;
  readonly branding: OrNull<Omit<NonNullable<ConfigInput['branding']>, 'theme'>> & {
    /** Null = the operator chose none. */
    readonly theme: InstanceTheme | null;
  };
  readonly sms: {
    /** Country codes in upper case, or `*`. */
    readonly countries: readonly string[];
    readonly twilio:
      | (Filled<Pick<Twilio, 'accountSid' | 'authToken' | 'baseUrl'>> &
          OrNull<Pick<Twilio, 'from' | 'messagingServiceSid'>>)
      | null;
    readonly webhook: Filled<NonNullable<Sms['webhook']>> | null;
  };
}
