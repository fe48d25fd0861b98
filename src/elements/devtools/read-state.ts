import { steadyNow } from '../../client/platform/steady-now.ts';
import { address } from '../../client/platform/address.ts';
import { page } from '../../client/platform/native.ts';
import { POLL_SECONDS } from '../../protocol/tokens.ts';
import type { TextIn } from '../../localization/types.ts';
import type { DevtoolsHost } from './devtools-host.ts';

/** A line of the state: the key of its name, and its value. */
export type StateLine = readonly [name: TextIn<'devtools.state'>, value: string];

/** Returns the state of the page, without anything that is secret or personal: no token, no cookie, no address. */
export function readState(host: DevtoolsHost): StateLine[] {
  const { clerk, parts, environment } = host;
  const text = (key: TextIn<'devtools.state'>) => host.t(`devtools.state.${key}`);
  const known = (value: string | null | undefined, empty: TextIn<'devtools.state'>) =>
    value ?? text(value === null ? empty : 'unknown');
  const { session, user } = clerk ?? {};
  return [
    ['status', clerk?.status ?? text('unknown')],
    ['user', known(user && user.id, 'signedOut')],
    ['session', known(session && `${session.id} (${session.status})`, 'none')],
    ['token', tokenText(host)],
    ['application', environment?.display_config.application_name ?? text('unknown')],
    ['instance', parts.key?.parsed?.instanceType ?? text('unknown')],
    ['key', shownKey(parts.key?.raw) ?? text('none')],
    ['api', parts.api?.url ?? text('unknown')],
    ['proxy', clerk?.proxyUrl ?? text('none')],
    ['language', host.t('devtools.state.languageText', { page: pageLanguage(), browser: navigator.language })],
    ['version', clerk?.version ?? text('unknown')],
    ['script', parts.scriptUrl?.split(/[?#]/)[0] ?? text('bundle')],
    ['testMode', environment ? text(environment.auth_config.test_mode ? 'on' : 'off') : text('unknown')],
  ];
}

/** Returns the address of the page that shows the messages of test mode; undefined where there is none. */
export function inboxUrl({ environment, parts }: DevtoolsHost): string | undefined {
  // Clerk's own development instances have a test mode too, and no such page.
  const isOurs = environment !== undefined && 'welcome_back' in environment.auth_config;
  return isOurs && environment.auth_config.test_mode && parts.api ? `${parts.api.url}/__dev/inbox` : undefined;
}

/** A key names the instance. A text that is none may be a secret key. */
function shownKey(key: string | undefined): string | undefined {
  return key && (/^pk_(test|live)_/.test(key) ? `${key.slice(0, 20)}…` : `${key.slice(0, 3)}…`);
}

function tokenText(host: DevtoolsHost): string {
  const iat = Number(host.clerk?.session?.lastActiveToken?.jwt.claims['iat']);
  if (!iat) return host.t('devtools.state.none');
  const age = Math.max(0, Math.round(steadyNow() / 1000 - iat));
  const next = POLL_SECONDS - age;
  return next > 0 ? host.t('devtools.state.tokenText', { age, next }) : host.t('devtools.state.tokenDue', { age });
}

const pageLanguage = (): string => page.documentElement.lang || '–';

/** Returns the address of the page without its query, which may hold tickets. */
export const pageAddress = (): string => address.origin + address.pathname;
