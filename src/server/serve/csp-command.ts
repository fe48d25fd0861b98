import { readFile } from 'node:fs/promises';
import { isPolicySource } from '../../protocol/is-policy-source.ts';
import { VERSION } from '../../protocol/version.ts';
import type { InstanceConfig } from '../config/config.ts';
import { findLacks, type Lack, parsePolicies } from '../csp/check-policy.ts';
import { factsOf, type PolicyConfig } from '../csp/instance-facts.ts';
import { pageRules, type Rule, splitForMeta, writePolicy, writtenRules } from '../csp/rules.ts';
import { styleSource } from '../lib/style-source.ts';
import { CommandFailure } from './command-failure.ts';
import type { CommandOutput } from './command-output.ts';
import { type Arguments, UsageError } from './parse-args.ts';

type Config = PolicyConfig & Pick<InstanceConfig, 'allowedOrigins' | 'homeUrl' | 'proxyPaths' | 'url'>;

/** What needs no source, which the user may look for in vain. */
const NEEDS_NOTHING = [
  'Elements need no source for their styles, fonts or workers: they adopt style sheets, use the fonts of the page, and start no',
  'worker. Popups and redirects of OAuth providers are no business of a policy, and wallets are extensions of the browser.',
].join('\n');

/**
 * Runs `clerk-widgets csp`: prints the Content-Security-Policy of a page with elements, or what a given policy lacks.
 *
 * @param config settings of the instance
 * @returns the text, and the exit code: 1 when `--check` finds something
 * @throws {UsageError} for flags that contradict each other
 * @throws {CommandFailure} for a value that cannot be part of a policy, or a file that cannot be read
 */
export async function runCspCommand(
  config: Config,
  { flags }: Pick<Arguments, 'flags'>,
): Promise<CommandOutput & { exitCode: number }> {
  const isOn = (name: string) => flags[name] === true;
  const forms = ['header', 'meta', 'json'].filter(isOn);
  if (forms.length > 1) throw new UsageError(`--${forms.join(' and --')} do not go together.`);
  if (isOn('meta') && flags['nonce'] !== undefined) {
    throw new UsageError(
      '--nonce needs a header: a page with a new nonce for each answer has a server that can send one.',
    );
  }
  const page = pageOf(flags, config);
  const rules = await rulesOf(config, flags, page);
  if (typeof flags['check'] === 'string') return check(flags['check'], rules, page, isOn('json'));
  const { meta, header } = splitForMeta(rules);
  const text = { policy: writePolicy(rules), meta: writePolicy(meta), onlyAsHeader: writePolicy(header) };
  const tag = `<meta http-equiv="Content-Security-Policy" content="${text.meta.replaceAll('&', '&amp;')}">`;
  if (isOn('json')) return { out: asJson(rules, text), exitCode: 0 };
  const line = isOn('meta') ? tag : `${isOn('header') ? 'Content-Security-Policy: ' : ''}${text.policy}`;
  return {
    out: `${line}\n${isOn('explain') ? `\n${explain(isOn('meta') ? meta : rules)}` : ''}`,
    ...(isOn('meta') && {
      note: `A <meta> cannot say this. Send it as a header: Content-Security-Policy: ${text.onlyAsHeader}`,
    }),
    exitCode: 0,
  };
}

async function rulesOf(config: Config, flags: Arguments['flags'], page: URL): Promise<Rule[]> {
  const { 'proxy-path': proxyPath, script = 'instance', nonce } = flags as Record<string, string | undefined>;
  const hashes = await Promise.all(((flags['hash'] as string[] | undefined) ?? []).map(readHash));
  if (nonce !== undefined && !/^[\w+/={}$<>%.:-]+$/.test(nonce)) {
    throw new CommandFailure(
      '--nonce is not the nonce of a page, or the name that your server replaces by one, such as NONCE.',
    );
  }
  if (proxyPath !== undefined && !['/__clerk', ...config.proxyPaths].includes(proxyPath)) {
    throw new CommandFailure(`--proxy-path is none of the instance. Add ${proxyPath} to proxyPaths, or use /__clerk.`);
  }
  const isRendered = flags['rendered'] === true || hashes.length > 0;
  if (isRendered && nonce === undefined && hashes.length === 0) {
    throw new UsageError(
      '--rendered needs --nonce, or --hash with the hash or the file of what your server has rendered.',
    );
  }
  const isOwn = proxyPath !== undefined || page.origin === config.url;
  const addresses = scriptsOf(script, proxyPath === undefined ? config.url : page.origin + proxyPath);
  const styles = [...hashes.flat(), ...(isRendered && nonce !== undefined ? [`'nonce-${nonce}'`] : [])];
  return pageRules(factsOf(config), {
    scripts: nonce === undefined ? addresses : [`'nonce-${nonce}'`, "'strict-dynamic'"],
    ...(nonce !== undefined && { scriptsInstead: addresses }),
    api: proxyPath === undefined ? config.url : "'self'",
    styles: [...new Set(styles)],
    // Without a script, a form goes to the page of the server for the same task.
    forms: ["'self'", ...(isRendered && !isOwn ? [config.url] : [])],
    hasPlainForms: isRendered,
    trustedTypes: flags['trusted-types'] === true || undefined,
  });
}

/** Returns what `script-src` allows for each way to load the script. @param api base of the Frontend API for browsers */
function scriptsOf(script: string, api: string): string[] {
  if (script === 'instance') return [`${api}/clerk.js`, `${api}/npm/`];
  if (script === 'npm') return [`${api}/npm/`];
  if (script === 'exact') return [`${api}/npm/clerk-widgets@${VERSION}/dist/`];
  if (script === 'bundled') return ["'self'"];
  if (/^https?:\/\/[^?#]+\/[^/?#]*\.js$/i.test(script) && isPolicySource(script) && URL.canParse(script)) {
    // The files of the elements are beside it.
    return [new URL('.', script).href];
  }
  throw new CommandFailure('--script is instance, npm, exact, bundled, or the URL of a clerk.js on another host.');
}

/** Reads `sha256-…`, or hashes the styles in an HTML file. */
async function readHash(given: string): Promise<string[]> {
  const text = given.replace(/^'(.*)'$/, '$1');
  if (/^sha(?:256|384|512)-[\w+/-]+={0,2}$/.test(text)) return [`'${text}'`];
  const html = await readFile(given, 'utf8').catch((error: Error) => {
    throw new CommandFailure(`--hash is no hash such as sha256-…, and no file that can be read: ${error.message}`);
  });
  const styles = [...html.matchAll(/<style(?=[\s>])[^>]*>([^]*?)<\/style/gi)].map(([, css = '']) => css);
  if (styles.length === 0) throw new CommandFailure(`--hash: ${given} has no <style>.`);
  return styles.map((css) => styleSource(css.replace(/\r\n?/g, '\n')));
}

function pageOf({ page }: Arguments['flags'], { homeUrl }: Config): URL {
  const text = typeof page === 'string' ? page : homeUrl;
  if (/^https?:\/\//i.test(text) && isPolicySource(text) && URL.canParse(text)) return new URL(text);
  throw new CommandFailure('--page is not the address of a page, such as https://app.example.com.');
}

function explain(rules: readonly Rule[]): string {
  const written = writtenRules(rules);
  const width = Math.max(...written.map(({ directive }) => directive.length));
  const lines = written.map(({ directive, why }) => `${directive.padEnd(width)}  ${why}`);
  return `${lines.join('\n')}\n\n${NEEDS_NOTHING}\n`;
}

function asJson(rules: readonly Rule[], text: { policy: string; meta: string; onlyAsHeader: string }): string {
  const directives = Object.fromEntries(
    writtenRules(rules).map(({ directive, sources, why }) => [directive, { sources, why }]),
  );
  return `${JSON.stringify({ ...text, directives }, null, 2)}\n`;
}

function check(
  given: string,
  rules: readonly Rule[],
  page: URL,
  isJson: boolean,
): CommandOutput & { exitCode: number } {
  const policies = parsePolicies(given);
  if (policies.length === 0) throw new CommandFailure('--check: there is no directive in this policy.');
  const lacks = policies.flatMap((policy) => findLacks(policy, rules, page));
  const exitCode = lacks.length > 0 ? 1 : 0;
  if (isJson) return { out: `${JSON.stringify({ lacks }, null, 2)}\n`, exitCode };
  return { out: exitCode === 0 ? 'The policy lacks nothing.\n' : lacks.map(lineOf).join(''), exitCode };
}

function lineOf({ directive, source, decides, why }: Lack): string {
  const cure = source === undefined ? `remove ${directive}` : `${directive} lacks ${source}`;
  return `${cure} (now: ${decides}). ${why}\n`;
}
