import { createPrivateKey } from 'node:crypto';
import { isLoopbackHost } from '../../protocol/loopback.ts';
import type { OAuthStrategy } from '../../protocol/strategies.ts';
import { suggest } from '../lib/suggest.ts';
import { CUSTOM, isScope, PROVIDERS } from '../oauth-providers/provider-table.ts';
import type { ClientCredentials, OAuthProvider, ProviderRow } from '../oauth-providers/types.ts';
import { isSafeScheme } from './read-url.ts';

/** Reports a wrong setting. The operator sees `given`, so it must not be a secret. */
export type Report = (setting: string, problem: string, cure: string, given?: string) => void;

type Fields = Readonly<Record<string, unknown>>;

const COMMON = ['provider', 'clientId', 'clientSecret', 'scopes', 'keepTokens'];
const OWN: Readonly<Record<string, readonly string[]>> = {
  apple: ['teamId', 'keyId', 'privateKey'],
  custom: ['slug', 'name', 'issuer', 'logoUrl', 'trustEmail'],
  microsoft: ['tenant'],
};
const SHARED_TENANTS = ['common', 'organizations'];
const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Checks the list of OAuth providers. It reports every mistake, and leaves out the entries that have one.
 *
 * @param entries list of `OAuthProviderInput`, untrusted
 * @param allowLoopback whether providers may run on this machine, as in development and test mode
 * @param setting name of the list, for the reports
 */
export function parseProviders(
  entries: readonly unknown[],
  report: Report,
  allowLoopback: boolean,
  setting = 'oauth',
): readonly OAuthProvider[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const path = `${setting}[${index}]`;
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      report(path, 'is not an object', 'Give an object with provider, clientId and clientSecret.');
      return [];
    }
    let isRight = true;
    const note: Report = (...problem) => {
      isRight = false;
      report(...problem);
    };
    const provider = parseProvider(entry as Fields, path, note, allowLoopback);
    if (provider && seen.has(provider.strategy)) note(path, `repeats ${provider.strategy}`, 'Keep one of them.');
    if (!provider || !isRight) return [];
    seen.add(provider.strategy);
    return [provider];
  });
}

function parseProvider(
  fields: Fields,
  path: string,
  report: Report,
  allowLoopback: boolean,
): OAuthProvider | undefined {
  const text = (name: string, pattern: RegExp, cure: string, isSecret = false): string => {
    const value = fields[name];
    if (typeof value === 'string' && pattern.test(value.trim())) return value.trim();
    const problem = value === undefined ? 'is missing' : 'cannot be right';
    report(`${path}.${name}`, problem, cure, isSecret || typeof value !== 'string' ? undefined : value);
    return '';
  };
  const row = rowOf(fields.provider, path, report);
  if (!row) return undefined;
  const known = [...COMMON, ...(OWN[row.key] ?? [])];
  for (const name of Object.keys(fields)) {
    if (known.includes(name)) continue;
    const near = suggest(name, known);
    report(`${path}.${name}`, `is not a setting of ${row.key}`, near ? `Did you mean ${near}?` : 'Remove it.');
  }
  const isCustom = row.key === 'custom';
  const slug = isCustom ? text('slug', /^[a-z0-9][a-z0-9_-]{0,39}$/, 'Use lower case letters, digits, - and _.') : '';
  const strategy: OAuthStrategy = row.key === 'custom' ? `oauth_custom_${slug}` : `oauth_${row.key}`;
  const more = scopesOf(fields.scopes, `${path}.scopes`, report);
  const issuer = isCustom
    ? issuerOf(text('issuer', /^https?:\/\//, 'Give the issuer, such as https://id.example.com.'), path, report)
    : row.issuer;
  for (const name of ['trustEmail', 'keepTokens']) {
    if (fields[name] !== undefined && typeof fields[name] !== 'boolean') {
      report(`${path}.${name}`, 'is not true or false', 'Give true or false.');
    }
  }
  const isLocal = isCustom && URL.canParse(issuer) && isLoopbackHost(new URL(issuer).hostname);
  if (isLocal && !allowLoopback) {
    report(`${path}.issuer`, 'is this machine', 'Use it in development or test mode only.', issuer);
  }
  return {
    strategy,
    name: isCustom ? text('name', /^\P{Cc}{1,60}$/u, 'Say what the button shows, in up to 60 characters.') : row.name,
    logoUrl: isCustom && fields.logoUrl !== undefined ? logoOf(fields.logoUrl, `${path}.logoUrl`, report) : null,
    clientId: text('clientId', /^[\x21-\x7e]{1,255}$/, 'Copy it from the provider.'),
    credentials: credentialsOf(row, text, `${path}.privateKey`, report),
    scopes: isCustom && more.length > 0 ? [...new Set(['openid', ...more])] : [...new Set([...row.scopes, ...more])],
    ...placesOf(row, issuer, fields.tenant, `${path}.tenant`, report),
    trustsEmail: fields.trustEmail !== false,
    keepsTokens: fields.keepTokens === true,
    isLoopback: isLocal,
    row,
  };
}

function rowOf(value: unknown, path: string, report: Report): ProviderRow | undefined {
  const names = [...Object.keys(PROVIDERS), 'custom'];
  if (value === 'custom') return CUSTOM;
  const row = Object.values(PROVIDERS).find(({ key }) => key === value);
  if (row) return row;
  const given = typeof value === 'string' ? value : undefined;
  const near = given === undefined ? undefined : suggest(given.replace(/^oauth_/, ''), names);
  const cure = near ? `Did you mean ${near}?` : `Choose ${names.join(', ')}.`;
  report(`${path}.provider`, given === undefined ? 'is missing' : 'is not a provider', cure, given);
  return undefined;
}

function credentialsOf(
  row: ProviderRow,
  text: (name: string, pattern: RegExp, cure: string, isSecret?: boolean) => string,
  path: string,
  report: Report,
): ClientCredentials {
  const secret = () => text('clientSecret', /^[\x20-\x7e]{1,2048}$/, 'Copy it from the provider.', true);
  if (row.key !== 'apple') return { kind: 'secret', secret: secret() };
  const ten = /^[A-Z0-9]{10}$/;
  const [teamId, keyId] = [
    text('teamId', ten, 'Copy the ten characters.'),
    text('keyId', ten, 'Copy the ten characters.'),
  ];
  // Line breaks may be written out, because environment variables cannot always hold them.
  const privateKey = text('privateKey', /\S/, "Give the .p8 file's text.", true).replaceAll('\\n', '\n');
  if (privateKey !== '' && !isP256(privateKey)) report(path, 'is not a P-256 key', "Give the .p8 file's text.");
  return { kind: 'apple', teamId, keyId, privateKey };
}

function isP256(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

function placesOf(
  { key }: ProviderRow,
  issuer: string,
  given: unknown,
  path: string,
  report: Report,
): Pick<OAuthProvider, 'issuer' | 'discovery'> {
  if (key !== 'microsoft') return { issuer, discovery: null };
  const tenant = given === undefined ? 'common' : given === 'consumers' ? CONSUMERS : String(given).toLowerCase();
  const isShared = SHARED_TENANTS.includes(tenant);
  if (!isShared && !GUID.test(tenant)) {
    report(path, 'is not a tenant', 'Use common, organizations, consumers or the id of a directory.', String(given));
  }
  const at = (name: string) => issuer.replace('{tenant}', name);
  return { issuer: at(isShared ? '{tenantid}' : tenant), discovery: at(tenant) };
}

/** Returns the issuer as written, because tokens are compared with it as text. */
function issuerOf(text: string, path: string, report: Report): string {
  if (text === '') return '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url && !url.search && !url.hash && !url.username && !url.password && isSafeScheme(url);
  if (!isPlain) report(`${path}.issuer`, 'is not an https URL without query', 'Copy the issuer of its metadata.', text);
  return text;
}

function scopesOf(value: unknown, path: string, report: Report): readonly string[] {
  if (value === undefined) return [];
  const list = Array.isArray(value) ? value : [null];
  if (list.every((each) => typeof each === 'string' && isScope(each))) return list as string[];
  report(path, 'is not a list of scopes', 'Give a list of texts without blanks.');
  return [];
}

function logoOf(value: unknown, path: string, report: Report): string | null {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (url && isSafeScheme(url) && !url.username && !url.password) return url.href;
  report(path, 'is not an https URL', 'Give the URL of an image.', typeof value === 'string' ? value : undefined);
  return null;
}
