import type { Rule } from './rules.ts';
import { matchesSource } from './source-match.ts';

/** A policy as a browser reads it: the sources of each directive. */
export type ParsedPolicy = ReadonlyMap<string, readonly string[]>;

/** What a policy lacks. */
export interface Lack {
  /** The directive to write it into. */
  directive: string;
  /** The source to add; undefined: the directive has to go. */
  source?: string;
  /** The directive that decides now, with its sources. */
  decides: string;
  why: string;
}

/** Which directives decide about what a rule needs: the first that the policy has. */
const FALLBACKS: Readonly<Record<string, readonly string[]>> = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'style-src': ['style-src-elem', 'style-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'img-src': ['img-src', 'default-src'],
  'frame-src': ['frame-src', 'child-src', 'default-src'],
  'worker-src': ['worker-src', 'child-src', 'script-src', 'default-src'],
};
/** Their values are names and no sources. */
const NAMES = new Set(['trusted-types', 'sandbox']);
const STRICT = "'strict-dynamic'";
const IN_VAIN = `Beside ${STRICT} no address counts: give the script tag a nonce, and check with --nonce.`;
const KEYWORD = /^'/;
const NONCE_OR_HASH = /^'(?:nonce|sha(?:256|384|512))-/i;

/**
 * Reads the value of a `Content-Security-Policy` header, with or without its name.
 *
 * @returns one policy or several; a page has to keep all of them
 * @source Content Security Policy Level 3, 2.2.1 "Parse a serialized CSP"
 */
export function parsePolicies(text: string): ParsedPolicy[] {
  const value = text.trim().replace(/^content-security-policy\s*:/i, '');
  const policies = value.split(',').map((each) => {
    const directives = new Map<string, readonly string[]>();
    for (const part of each.split(';')) {
      const [name = '', ...sources] = part.trim().split(/\s+/);
      // The first directive of a name counts.
      if (name !== '' && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
    }
    return directives;
  });
  return policies.filter(({ size }) => size > 0);
}

/**
 * Lists what a policy lacks for a page.
 *
 * @param rules the policy that the page needs
 * @param page URL of the page
 * @source Content Security Policy Level 3, 6.8.3 "Get fetch directive fallback list"
 */
export function findLacks(policy: ParsedPolicy, rules: readonly Rule[], page: URL): Lack[] {
  return rules.flatMap((rule) => {
    if (rule.kind === 'limit') return [];
    const { directive, why } = rule;
    const name = (FALLBACKS[directive] ?? [directive]).find((each) => policy.has(each));
    // Nothing decides: everything is allowed.
    if (name === undefined) return [];
    const sources = policy.get(name) ?? [];
    const decides = [name, ...sources].join(' ');
    if (rule.sources.length === 0) return [{ directive, decides, why }];
    if (rule.instead && lacking({ ...rule, sources: rule.instead }, sources, page).length === 0) return [];
    return lacking(rule, sources, page).map((source) => {
      const isInVain = has(sources, STRICT) && !KEYWORD.test(source);
      return { directive, source, decides, why: isInVain ? IN_VAIN : why };
    });
  });
}

function lacking({ directive, sources: wanted }: Rule, sources: readonly string[], page: URL): string[] {
  if (NAMES.has(directive)) return wanted.filter((name) => !sources.includes('*') && !sources.includes(name));
  // Where it stands, addresses do not count.
  const isStrict = directive === 'script-src' && has(sources, STRICT);
  const given = isStrict ? sources.filter((source) => KEYWORD.test(source) && !/^'self'$/i.test(source)) : sources;
  return wanted.filter((each) => !isAllowed(each, given, page));
}

function isAllowed(wanted: string, given: readonly string[], page: URL): boolean {
  // The nonce is another one with each answer.
  if (wanted.startsWith("'nonce-")) return given.some((source) => /^'nonce-/i.test(source));
  if (wanted === STRICT) return has(given, wanted);
  if (NONCE_OR_HASH.test(wanted)) {
    const isInlineAllowed = has(given, "'unsafe-inline'") && !given.some((source) => NONCE_OR_HASH.test(source));
    return isInlineAllowed || given.some((source) => plainBase64(source) === plainBase64(wanted));
  }
  return given.some((source) => matchesSource(source, wanted, page));
}

function has(sources: readonly string[], keyword: string): boolean {
  return sources.some((source) => source.toLowerCase() === keyword);
}

/** A digest may be written with the letters of URLs. */
function plainBase64(source: string): string {
  return source.replaceAll('-', '+').replaceAll('_', '/');
}
