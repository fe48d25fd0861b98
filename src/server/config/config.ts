import type { LogLevel } from '../logger.ts';
import type { OAuthProvider, OAuthProviderInput } from '../oauth-providers/types.ts';
import type { Restrictions } from '../restrictions/restrictions.ts';

/** What a reset of the password does with other ways in. */
export type ResetOtherMethods = 'suspend' | 'keep';

/** `required` is asked at sign-up, `optional` may be given, `off` is unknown to the instance. */
export type AttributeMode = 'required' | 'optional' | 'off';

/** Who may make an account. */
export type SignUpMode = 'public' | 'restricted' | 'waitlist';

/**
 * What the person who runs the server decides. Everything has a default but `url`, and a way to send whatever is verified
 * by code: `smtp` for addresses, `sms` for phone numbers, or `testMode`.
 * `createServer` turns it into an {@link InstanceConfig} or refuses, naming the setting and the cure.
 */
export interface ConfigInput {
  /** Public base URL of the Frontend API, such as `https://clerk.example.com`. Every URL is built from it. */
  url: string;
  /** `production` (default; `pk_live_` keys) or `development` (`pk_test_`). */
  instanceType?: 'production' | 'development';
  /** Host in the publishable key and the `iss` claim; default: host of `url`. It needs a dot. */
  frontendApi?: string;
  /** `sqlite:./data/clerk.db` (default), `sqlite::memory:` or `postgres://…`. */
  databaseUrl?: string;
  /** File that keeps the signing key and the master secret; default: beside the SQLite database. */
  keyFile?: string;
  /**
   * Directory with one `<version>/dist` folder per version that this node has to serve under `/npm`; default: the
   * package's own `dist`.
   */
  cdnDir?: string;
  /** Days that a version is served after the last node that had it was there, 1 to 3650; default 90. */
  cdnKeepDays?: number;
  /** Name shown in forms and messages, up to 100 characters; default: host of `homeUrl`. */
  applicationName?: string;
  /** Origins whose pages may call the API, exact: scheme, host and port. The origin of `url` is always allowed. */
  allowedOrigins?: string[];
  /** URL of the application; redirect targets default to it. Default: the first allowed origin, else `url`. */
  homeUrl?: string;
  /** Page with `<clerk-sign-in>`, on an allowed origin; default: `/sign-in` under `homeUrl`. */
  signInUrl?: string;
  /** Page with `<clerk-sign-up>`, on an allowed origin; default: `/sign-up` under `homeUrl`. */
  signUpUrl?: string;
  /** Page with `<clerk-user-profile>`, on an allowed origin; default: `/user` under `homeUrl`. */
  userProfileUrl?: string;
  /** Where a sign-in leads when the page does not say; default: `homeUrl`. */
  afterSignInUrl?: string;
  /** Where a sign-up leads when the page does not say; default: `homeUrl`. */
  afterSignUpUrl?: string;
  /** Domain of the `__client_uat` cookie (the registrable domain pages share with the API); default: host-only. */
  cookieDomain?: string;
  /** One session per client instead of several; default false. */
  singleSession?: boolean;
  /** Paths under which the API is also served, such as `/__clerk`; `''` (the root) is always served. */
  proxyPaths?: string[];
  /** What an account has. Each user must be left with something to sign in with, or the configuration is refused. */
  attributes?: {
    /** Default `required`. */
    emailAddress?: AttributeMode;
    /** Default `off`. */
    phoneNumber?: AttributeMode;
    /** Default `off`. */
    username?: AttributeMode;
    /** Default `off`; goes with `wallets`. */
    web3Wallet?: AttributeMode;
    /** Default `required`. */
    password?: AttributeMode;
    /** Default `optional`. */
    firstName?: AttributeMode;
    /** Default `optional`. */
    lastName?: AttributeMode;
  };
  /** Sign in with a code sent to the e-mail address; default: with e-mail addresses. */
  emailCode?: boolean;
  /** Sign in and verify with a link in a mail, which carries a code too; default false. */
  emailLink?: boolean;
  /** A link counts only in the browser that asked for it; default false: elsewhere a number has to be matched. */
  emailLinkRequireSameClient?: boolean;
  /** Sign in with a code sent to the phone; default: with phone numbers. */
  phoneCode?: boolean;
  passkeys?: {
    /** Default false. */
    enabled?: boolean;
    /** Offered in the identifier field; default true. */
    autofill?: boolean;
    /** A link of its own on the first screen; default true. */
    signInButton?: boolean;
    /** A passkey with user verification needs no second factor; default true. */
    satisfiesSecondFactor?: boolean;
    /**
     * Domain the passkeys belong to: that of the sign-in page or a parent of it; default: `cookieDomain`, else the host
     * of `homeUrl`.
     */
    rpId?: string;
  };
  /** Wallets to sign in with: `metamask`, `coinbase_wallet`, `base`, `okx_wallet`; default none. */
  wallets?: string[];
  /** What users may ask to be asked for after the first factor. */
  secondFactors?: {
    /** Authenticator apps; default false. */
    totp?: boolean;
    /** Codes that stand in for another second factor, and need one; default: with any. */
    backupCode?: boolean;
    /** Codes to phone numbers reserved for it; default false. */
    phoneCode?: boolean;
  };
  /** A right password on an unknown device also needs a code or link from the mail; default false. */
  clientTrust?: boolean;
  /** Providers to sign in with: Google, GitHub, any OpenID issuer and more; default none. */
  oauth?: OAuthProviderInput[];
  /** Sensitive changes need a fresh proof of who it is; default true. */
  reverification?: boolean;
  signUp?: {
    /** Who may sign up: everybody (`public`, default), the invited (`restricted`), or a `waitlist` is kept. */
    mode?: SignUpMode;
    /** The documents of `branding.termsUrl` and `branding.privacyPolicyUrl` have to be accepted; default false. */
    legalConsent?: boolean;
    /** Addresses are proven before there is an account; default true. Without it usernames have to be required. */
    verifyEmailAddress?: boolean;
    /** The same for phone numbers; default true. */
    verifyPhoneNumber?: boolean;
  };
  /** Who may sign up; see {@link Restrictions} for what an entry of a list looks like. */
  restrictions?: Partial<Restrictions>;
  password?: {
    /** Characters, 8 (default) to 72. */
    minLength?: number;
    /** Characters, `minLength` to 72 (default). */
    maxLength?: number;
    /** Kinds of characters a new password needs; all off by default. */
    requireLowercase?: boolean;
    requireUppercase?: boolean;
    requireNumbers?: boolean;
    requireSpecialChar?: boolean;
    /** The characters that count as special, up to 64; default: every sign. */
    allowedSpecialCharacters?: string;
    /** Least strength of a new password, 0 (default, off) to 4, as zxcvbn scores it. */
    minStrength?: number;
    /** A meter below a new password; default false. */
    showStrength?: boolean;
    /** Refuse new passwords that are known from breaches; default: unless in development or on this machine. */
    breachCheck?: boolean;
    /** Base URL of a service in the format of `https://api.pwnedpasswords.com`, which is the default. */
    breachCheckUrl?: string;
    /** A breached password does not sign in either, and has to be reset; default false. Needs `breachCheck`. */
    breachCheckOnSignIn?: boolean;
    /**
     * After a reset, every other way in: `suspend` (default) switches it off until its owner proves it again, and tells
     * by mail what there is; `keep` leaves it.
     */
    resetOtherMethods?: ResetOtherMethods;
  };
  /** Answers do not tell whether there is an account; default false. */
  enumerationProtection?: boolean;
  /** Bot check at sign-up; default none. */
  captcha?: {
    provider: 'turnstile' | 'proof_of_work';
    /** Of Turnstile, which needs it. */
    siteKey?: string;
    /** For pages without a place for the widget; default: `siteKey`. */
    invisibleSiteKey?: string;
    /** Of Turnstile, which needs it. Never shown again. */
    secretKey?: string;
    /** Of Turnstile: default `smart`. */
    widgetType?: 'smart' | 'invisible';
    /** Of Turnstile: where answers are verified; default: Cloudflare's own. */
    verifyUrl?: string;
    /** Of the proof of work: 8 to 22 bits, each of which doubles the work; default 14. */
    difficulty?: number;
  };
  session?: {
    /** Seconds until a session ends whatever happens, 60 to 315360000; default 604800 (7 days). */
    lifetimeSeconds?: number;
    /** Seconds without any refresh until a session is abandoned; default: the lifetime. */
    inactivitySeconds?: number;
  };
  /** How mail is sent; needed where addresses are verified, unless in test mode. */
  smtp?: {
    /** `smtp://user:password@host:587` or `smtps://host:465`; percent-encode the password. Never shown again. */
    url: string;
    /** One sender, such as `Acme <no-reply@example.com>`. */
    from: string;
  };
  /** How text messages are sent: through Twilio, or handed to a web hook. */
  sms?: {
    /** ISO codes of the countries messages go to, `*` for every one; default US and CA. */
    countries?: string[];
    twilio?: {
      /** `AC` and 32 hexadecimal digits. */
      accountSid: string;
      /** Never shown again. */
      authToken: string;
      /** Messages come from this number in E.164, short code or name; either this or `messagingServiceSid`. */
      from?: string;
      /** `MG` and 32 hexadecimal digits. */
      messagingServiceSid?: string;
      /** Default `https://api.twilio.com`. */
      baseUrl?: string;
    };
    /**
     * Gets each message as JSON `{to, text, template, code}`, signed as Standard Webhooks are. The secret is `whsec_`
     * and at least 24 bytes in base64.
     */
    webhook?: { url: string; secret: string };
  };
  /** `+clerk_test` addresses take code 424242, and dev messages are kept; default false. */
  testMode?: boolean;
  /** Run test mode on a production instance all the same (warns at every start). */
  forceTestMode?: boolean;
  /** Address shown where a person is stuck; default none. */
  supportEmail?: string;
  /** Absolute URLs; default none. */
  branding?: {
    /** Picture above the forms. */
    logoUrl?: string;
    faviconUrl?: string;
    termsUrl?: string;
    privacyPolicyUrl?: string;
    helpUrl?: string;
  };
  /** Header that holds the client's IP address behind a proxy, such as `x-forwarded-for`; default: the socket's. */
  clientIpHeader?: string;
  /** Header in which a proxy names the visitor's country, such as `cf-ipcountry`; preselects it for phone numbers. */
  clientCountryHeader?: string;
  /** What the logger of `serve` leaves out: everything less than this. Default `info`. */
  logLevel?: LogLevel;
  /**
   * How long `serve` answers `/readyz` with 503 before it stops listening, seconds, 0 to 600: a load balancer has to notice.
   * Default 5 in production, 0 in development.
   */
  drainSeconds?: number;
  /** Port of `serve`; default: the port written in `url`, else 4400 (TLS then ends at a proxy). 0 takes any free one. */
  port?: number;
  /** Address `serve` binds; default `127.0.0.1`. */
  host?: string;
}

/** The bot check of an instance. */
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

/** A validated configuration: every default filled in, frozen. */
export interface InstanceConfig {
  readonly url: string;
  readonly instanceType: 'production' | 'development';
  readonly frontendApi: string;
  readonly publishableKey: string;
  readonly databaseUrl: string;
  /** Null: beside the SQLite database. */
  readonly keyFile?: string | null;
  /** Null: the package's own `dist`. */
  readonly cdnDir?: string | null;
  readonly cdnKeepDays: number;
  readonly applicationName: string;
  /** Exact origins, the one of `url` included. */
  readonly allowedOrigins: readonly string[];
  readonly homeUrl: string;
  readonly signInUrl: string;
  readonly signUpUrl: string;
  readonly userProfileUrl: string;
  readonly afterSignInUrl: string;
  readonly afterSignUpUrl: string;
  readonly cookieDomain: string | null;
  /** `Secure` on cookies: true unless `url` is plain http on loopback. */
  readonly secureCookies: boolean;
  readonly singleSession: boolean;
  readonly proxyPaths: readonly string[];
  readonly attributes: {
    readonly emailAddress: AttributeMode;
    readonly phoneNumber: AttributeMode;
    readonly username: AttributeMode;
    readonly web3Wallet: AttributeMode;
    readonly password: AttributeMode;
    readonly firstName: AttributeMode;
    readonly lastName: AttributeMode;
  };
  readonly emailCode: boolean;
  readonly emailLink: boolean;
  readonly emailLinkRequireSameClient: boolean;
  readonly phoneCode: boolean;
  readonly passkeys: {
    readonly enabled: boolean;
    readonly autofill: boolean;
    readonly signInButton: boolean;
    readonly satisfiesSecondFactor: boolean;
    readonly rpId: string;
  };
  readonly wallets: readonly string[];
  readonly secondFactors: { readonly totp: boolean; readonly backupCode: boolean; readonly phoneCode: boolean };
  readonly clientTrust: boolean;
  readonly oauth: readonly OAuthProvider[];
  readonly reverification: boolean;
  readonly signUp: {
    readonly mode: SignUpMode;
    readonly legalConsent: boolean;
    readonly verifyEmailAddress: boolean;
    readonly verifyPhoneNumber: boolean;
  };
  readonly restrictions: Restrictions;
  readonly password: {
    readonly minLength: number;
    readonly maxLength: number;
    readonly requireLowercase: boolean;
    readonly requireUppercase: boolean;
    readonly requireNumbers: boolean;
    readonly requireSpecialChar: boolean;
    /** Empty: every sign. */
    readonly allowedSpecialCharacters: string;
    readonly minStrength: number;
    readonly showStrength: boolean;
    readonly breachCheck: boolean;
    readonly breachCheckUrl: string;
    readonly resetOtherMethods: ResetOtherMethods;
    readonly breachCheckOnSignIn: boolean;
  };
  readonly enumerationProtection: boolean;
  readonly captcha: CaptchaConfig | null;
  readonly session: { readonly lifetimeSeconds: number; readonly inactivitySeconds: number };
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly sms: {
    /** Upper case, or `*`. */
    readonly countries: readonly string[];
    readonly twilio: {
      readonly accountSid: string;
      readonly authToken: string;
      readonly from: string | null;
      readonly messagingServiceSid: string | null;
      readonly baseUrl: string;
    } | null;
    readonly webhook: { readonly url: string; readonly secret: string } | null;
  };
  readonly testMode: boolean;
  readonly supportEmail: string | null;
  readonly branding: {
    readonly logoUrl: string | null;
    readonly faviconUrl: string | null;
    readonly termsUrl: string | null;
    readonly privacyPolicyUrl: string | null;
    readonly helpUrl: string | null;
  };
  readonly clientIpHeader: string | null;
  readonly clientCountryHeader: string | null;
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  readonly drainSeconds: number;
}
