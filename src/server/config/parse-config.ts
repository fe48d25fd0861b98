import { buildPublishableKey } from '../../protocol/keys.ts';
import { isLoopbackHost } from '../../protocol/loopback.ts';
import { ConfigError } from '../lib/config-error.ts';
import { suggest } from '../lib/suggest.ts';
import { LOG_LEVELS } from '../logger.ts';
import type { InstanceConfig } from './config.ts';
import { mergeSettings, type SettingTree, settingsFromEnv } from './gather-settings.ts';
import { parseProviders } from './parse-providers.ts';
import { readCaptcha } from './read-captcha.ts';
import { readFactors } from './read-factors.ts';
import { readGoogleOneTap } from './read-google-one-tap.ts';
import { readCookieDomain, readFrontendApi, readHeaderName } from './read-host.ts';
import { readDefaultLocale } from './read-default-locale.ts';
import { readDeliveredByApp } from './read-delivered-by-app.ts';
import { readAddress, readSmtp } from './read-mail.ts';
import { readJwtTemplates, readSessionClaims } from './read-jwt-templates.ts';
import { readMessageTemplates } from './read-message-templates.ts';
import { readPasskeys } from './read-passkeys.ts';
import { readPassword } from './read-password.ts';
import { readRestrictions } from './read-restrictions.ts';
import { readTheme } from './read-theme.ts';
import { readSecretKey } from './read-secret-key.ts';
import { readSms } from './read-sms.ts';
import { readBaseUrl, readOrigins, readProxyPaths, readUrl } from './read-url.ts';
import { readWebhooks } from './read-webhooks.ts';
import { SettingReader } from './setting-reader.ts';
import type { SettingPath } from './setting-table.ts';

const WEEK_SECONDS = 604_800;
const LONGEST_SECONDS = 315_360_000;
/** Port of `serve` behind a TLS proxy, where `url` names none. */
const DEFAULT_PORT = 4400;
/** Within this time a load balancer that asks every two seconds gets at least two refusals. */
const DRAIN_SECONDS = 5;

/**
 * Checks a configuration and fills in every default.
 *
 * @param input unchecked settings in the shape of `ConfigInput`
 * @param env environment whose `CLERK_…`, `DATABASE_URL` and `PORT` variables win over `input`; default none
 * @returns the frozen configuration
 * @throws {ConfigError} that lists every wrong setting with its name and what to do
 */
export function parseConfig(input: unknown, env: Readonly<Record<string, string | undefined>> = {}): InstanceConfig {
  const fromEnv = settingsFromEnv(env);
  const isTree = input === undefined || (typeof input === 'object' && input !== null && !Array.isArray(input));
  const reader = new SettingReader(isTree ? mergeSettings((input ?? {}) as SettingTree, fromEnv) : input);
  const config = read(reader);
  if (reader.problems.length > 0 || !config) throw new ConfigError(reader.problems);
  return freeze(config);
}

function read(reader: SettingReader): InstanceConfig | undefined {
  const instanceType = reader.oneOf('instanceType', 'production', ['production', 'development']);
  const base = readBaseUrl(reader);
  // Even when the base URL is wrong, the rest is read, so that one start names every problem.
  const url = base ?? new URL('https://clerk.example.com');
  const given = readOrigins(reader, instanceType);
  const allowedOrigins = [...new Set([url.origin, ...given])];
  const ownHome = readUrl(reader, 'homeUrl')?.href.replace(/\/$/, '') ?? given[0];
  const homeUrl = ownHome ?? url.origin;
  const home = new URL(homeUrl);
  const hostedPages = reader.boolean('hostedPages', true);
  const pages = hostedPages ? url.origin : home.origin + home.pathname.replace(/\/$/, '');
  const frontendApi = readFrontendApi(reader, url);
  const cookieDomain = readCookieDomain(reader, url);
  const pageUrl = (path: SettingPath, fallback: string) => readPageUrl(reader, path, fallback, base && allowedOrigins);
  const signInUrl = pageUrl('signInUrl', `${pages}/sign-in`);
  const signUpUrl = pageUrl('signUpUrl', `${pages}/sign-up`);
  const userProfileUrl = pageUrl('userProfileUrl', `${pages}/user`);
  /** The application has the page itself: a setting names it, or there are no hosted pages. */
  const isOwn = (path: SettingPath) => !hostedPages || reader.text(path) !== undefined;
  // A server without a site has nothing else to show.
  const afterUrl = ownHome ?? (hostedPages ? userProfileUrl : url.origin);
  const testMode = readTestMode(reader, instanceType);
  const webhookPrivateNetworks = reader.boolean('webhookPrivateNetworks', false);
  const oauth = parseProviders(
    reader.objects('oauth'),
    reader.fail.bind(reader),
    testMode || instanceType === 'development',
  );
  const config: InstanceConfig = {
    url: url.origin,
    instanceType,
    frontendApi,
    publishableKey: buildPublishableKey(instanceType, frontendApi),
    secretKey: readSecretKey(reader, instanceType),
    databaseUrl: readDatabaseUrl(reader),
    keyFile: reader.text('keyFile') ?? null,
    cdnDir: reader.text('cdnDir') ?? null,
    cdnKeepDays: reader.integer('cdnKeepDays', 90, 1, 3650),
    sdkScripts: reader.oneOf('sdkScripts', 'own', ['own', 'installed']),
    applicationName: reader.text('applicationName', 100) ?? home.hostname,
    defaultLocale: readDefaultLocale(reader),
    allowedOrigins,
    homeUrl,
    signInUrl,
    signUpUrl,
    userProfileUrl,
    // The form of the sign-up is that of the waitlist, too. A page of the application is what its visitors know.
    waitlistUrl: pageUrl('waitlistUrl', isOwn('signUpUrl') ? signUpUrl : `${pages}/waitlist`),
    hostedPages,
    adminPage: reader.boolean('adminPage', instanceType === 'development'),
    afterSignInUrl: readUrl(reader, 'afterSignInUrl')?.href ?? afterUrl,
    afterSignUpUrl: readUrl(reader, 'afterSignUpUrl')?.href ?? afterUrl,
    afterSignOutUrl:
      readUrl(reader, 'afterSignOutUrl')?.href ?? (isOwn('signInUrl') ? signInUrl : (ownHome ?? signInUrl)),
    cookieDomain,
    secureCookies: url.protocol === 'https:',
    singleSession: reader.boolean('singleSession', false),
    welcomeBack: reader.boolean('welcomeBack', false),
    proxyPaths: readProxyPaths(reader),
    ...readFactors(reader),
    restrictions: readRestrictions(reader),
    password: readPassword(reader, instanceType === 'production' && !isLoopbackHost(url.hostname)),
    enumerationProtection: reader.boolean('enumerationProtection', false),
    captcha: readCaptcha(reader),
    oauth,
    googleOneTap: readGoogleOneTap(reader, oauth, testMode || instanceType === 'development'),
    passkeys: readPasskeys(reader, home, signInUrl, cookieDomain),
    session: readSession(reader),
    jwtTemplates: readJwtTemplates(reader),
    smtp: readSmtp(reader),
    sms: readSms(reader),
    templatesDir: reader.text('templatesDir') ?? null,
    messageTemplates: readMessageTemplates(reader),
    deliveredByApp: readDeliveredByApp(reader),
    webhooks: readWebhooks(reader, { instanceType, testMode, webhookPrivateNetworks }),
    webhookPrivateNetworks,
    pictureUploads: reader.boolean('pictureUploads', true),
    pictureMaxMegabytes: reader.integer('pictureMaxMegabytes', 10, 1, 50),
    gravatar: reader.boolean('gravatar', false),
    testMode,
    supportEmail: readAddress(reader, 'supportEmail'),
    branding: {
      logoUrl: readUrl(reader, 'branding.logoUrl')?.href ?? null,
      faviconUrl: readUrl(reader, 'branding.faviconUrl')?.href ?? null,
      termsUrl: readUrl(reader, 'branding.termsUrl')?.href ?? null,
      privacyPolicyUrl: readUrl(reader, 'branding.privacyPolicyUrl')?.href ?? null,
      helpUrl: readUrl(reader, 'branding.helpUrl')?.href ?? null,
      theme: readTheme(reader),
    },
    clientIpHeader: readHeaderName(reader, 'clientIpHeader'),
    clientCityHeader: readHeaderName(reader, 'clientCityHeader'),
    clientCountryHeader: readHeaderName(reader, 'clientCountryHeader'),
    port: reader.integer('port', url.port ? Number(url.port) : DEFAULT_PORT, 0, 65_535),
    host: reader.text('host', 253) ?? '127.0.0.1',
    logLevel: reader.oneOf('logLevel', 'info', LOG_LEVELS),
    drainSeconds: reader.integer('drainSeconds', instanceType === 'production' ? DRAIN_SECONDS : 0, 0, 600),
  };
  return base && config;
}

/** Reads the URL of a page with forms. It must be on an allowed origin, since the API answers no other pages. */
function readPageUrl(reader: SettingReader, path: SettingPath, fallback: string, origins?: readonly string[]): string {
  const href = readUrl(reader, path)?.href ?? fallback;
  const { origin } = new URL(href);
  if (origins && !origins.includes(origin)) {
    reader.fail(path, 'is not on an allowed origin', `Add ${origin} to allowedOrigins.`, href);
  }
  return href;
}

function readDatabaseUrl(reader: SettingReader): string {
  const given = reader.text('databaseUrl');
  if (given === undefined) return 'sqlite:./data/clerk.db';
  const isSqlite = /^sqlite:(:memory:|[^:?#]+)$/.test(given) && !given.startsWith('sqlite://');
  const isPostgres = /^postgres(ql)?:\/\/./.test(given) && URL.canParse(given);
  if (!isSqlite && !isPostgres) {
    const cure = 'Write sqlite:./data/clerk.db, sqlite::memory: or postgres://user:password@host/name.';
    reader.fail('databaseUrl', 'is not a database URL', cure);
  }
  if (isPostgres) refuseUnknownParameters(reader, new URL(given).searchParams);
  return given;
}

/**
 * The parameters that the driver reads. It silently ignores others, such as a misspelled `sslmode`, while the operator
 * believes that they hold.
 */
const POSTGRES_PARAMETERS = [
  'application_name',
  'client_encoding',
  'connect_timeout',
  'fallback_application_name',
  'host',
  'idle_in_transaction_session_timeout',
  'lock_timeout',
  'options',
  'password',
  'port',
  'query_timeout',
  'ssl',
  'sslcert',
  'sslkey',
  'sslmode',
  'sslnegotiation',
  'sslrootcert',
  'statement_timeout',
  'user',
  'uselibpqcompat',
];

function refuseUnknownParameters(reader: SettingReader, parameters: URLSearchParams): void {
  for (const name of parameters.keys()) {
    if (POSTGRES_PARAMETERS.includes(name)) continue;
    // The error does not show the name: part of a password would be in it, if the password has a question mark.
    const near = suggest(name, POSTGRES_PARAMETERS);
    const cure = near ? `Did you mean ${near}?` : `Remove it; known are ${POSTGRES_PARAMETERS.join(', ')}.`;
    reader.fail('databaseUrl', 'has a parameter that is not known', cure);
  }
}

function readSession(reader: SettingReader): InstanceConfig['session'] {
  const lifetimeSeconds = reader.integer('session.lifetimeSeconds', WEEK_SECONDS, 60, LONGEST_SECONDS);
  const inactivitySeconds = reader.integer('session.inactivitySeconds', lifetimeSeconds, 60, LONGEST_SECONDS);
  if (inactivitySeconds > lifetimeSeconds) {
    const cure = `Use at most session.lifetimeSeconds (${lifetimeSeconds}).`;
    reader.fail('session.inactivitySeconds', 'is longer than the lifetime', cure, String(inactivitySeconds));
  }
  return { lifetimeSeconds, inactivitySeconds, claims: readSessionClaims(reader) };
}

/** Reads `testMode`. Its code is public, so a production instance needs `forceTestMode` too. */
function readTestMode(reader: SettingReader, instanceType: InstanceConfig['instanceType']): boolean {
  const testMode = reader.boolean('testMode', false);
  const isForced = reader.boolean('forceTestMode', false);
  if (testMode && instanceType === 'production' && !isForced) {
    const cure = 'Turn it off, use instanceType development, or set forceTestMode if only test users sign in here.';
    reader.fail('testMode', 'lets any visitor sign in to +clerk_test accounts of a production instance', cure, 'true');
  }
  return testMode;
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part);
  return Object.freeze(value);
}
