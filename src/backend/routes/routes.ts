import { BackendOptionsError } from '../backend-options.ts';
import { compilePattern, type PathTest } from './compile-pattern.ts';
import { readPath } from './path-readings.ts';

/**
 * One path rule.
 *
 * - A string is a pattern: `/about` is that path alone, `/dashboard(.*)` whatever begins so, `/api/:path*` `/api` and
 *   everything below it, `/posts/:id` one part of any name.
 * - A `RegExp` is tested against the path.
 * - A function gets the path. It is called for every reading of the path, in lower case as well.
 */
export type RoutePattern = string | RegExp | ((path: string) => boolean);

/** One path rule or several, of which one has to match. */
export type RoutePatterns = RoutePattern | readonly RoutePattern[];

/** What a route matcher can read a path from: a path, a URL, or a request of any framework. */
export type RouteTarget =
  | string
  | URL
  | { readonly nextUrl?: { readonly pathname: string }; readonly originalUrl?: string; readonly url?: string | URL };

/**
 * The path has readings of which one matches the rules and another does not, or it cannot be read. A matcher that said
 * either yes or no could be used to get past a rule. Our middleware answers 400.
 */
export class UnclearPathError extends Error {
  override readonly name = 'UnclearPathError';
  readonly code = 'path_unclear';
  /** The HTTP status of the answer, which frameworks such as Express and Fastify read from the error. */
  readonly status = 400;
  readonly statusCode = 400;
}

/**
 * Creates a function that tells whether the path of a request matches one of the rules. Every spelling of the path that a
 * framework may take for another one is looked at: percent codes, `;parameters`, dots, doubled slashes, letter case.
 *
 * @param patterns see {@link RoutePattern}
 * @returns a function of a path, a URL, or a request. It throws {@link UnclearPathError} when the readings of the path
 *   disagree
 * @throws {BackendOptionsError} that quotes a pattern it cannot use
 * @example
 * const isProtected = createRouteMatcher(['/dashboard(.*)', '/api/:path*']);
 * if (isProtected(request) && !auth.userId) return Response.redirect('https://app.example.com/sign-in');
 */
export function createRouteMatcher(patterns: RoutePatterns): (target: RouteTarget) => boolean {
  const judge = createJudge(patterns);
  return (target) => {
    const verdict = judge(urlOf(target));
    if (verdict === 'unclear') throw new UnclearPathError('The path of the request has more than one meaning.');
    return verdict === 'yes';
  };
}

/**
 * Creates the judge of public paths. A path is public when every reading of it matches the rules.
 *
 * @returns a function of an absolute URL, or of a path with or without its query, in the spelling of the request
 */
export function createPublicJudge(patterns: RoutePatterns): (url: string) => boolean {
  const judge = createJudge(patterns);
  return (url) => judge(url) === 'yes';
}

/**
 * Creates the judge of protected paths. A path is protected when one reading of it matches the rules, and when it cannot
 * be read. Frameworks serve `/x` and `/x/` alike, so each is protected when the other one is.
 *
 * @returns a function of an absolute URL, or of a path with or without its query, in the spelling of the request
 */
export function createProtectedJudge(patterns: RoutePatterns): (url: string) => boolean {
  const rules = rulesOf(patterns);
  return (url) => {
    const readings = readPath(url);
    return !readings || readings.some((path) => [path, `${path}/`].some((p) => matches(rules, p).includes(true)));
  };
}

interface Rule {
  exact: PathTest;
  ignoringCase: PathTest;
}

function createJudge(patterns: RoutePatterns): (url: string) => 'yes' | 'no' | 'unclear' {
  const rules = rulesOf(patterns);
  return (url) => {
    const readings = readPath(url);
    if (!readings) return 'unclear';
    const first = rules.some(({ exact }) => exact(readings[0] as string));
    for (const path of readings) if (matches(rules, path).includes(!first)) return 'unclear';
    return first ? 'yes' : 'no';
  };
}

/** Whether a rule matches, for a router that heeds the case of letters and for one that does not. */
function matches(rules: readonly Rule[], path: string): boolean[] {
  return [rules.some(({ exact }) => exact(path)), rules.some(({ ignoringCase }) => ignoringCase(path))];
}

function rulesOf(patterns: RoutePatterns): Rule[] {
  const list = Array.isArray(patterns) ? (patterns as readonly RoutePattern[]) : [patterns as RoutePattern];
  return list.map(ruleOf);
}

function ruleOf(pattern: RoutePattern): Rule {
  if (typeof pattern === 'string') {
    return { exact: compilePattern(pattern), ignoringCase: compilePattern(pattern, { ignoreCase: true }) };
  }
  if (pattern instanceof RegExp) {
    // The flags g and y make a test depend on the one before.
    const flags = pattern.flags.replace(/[giy]/g, '');
    const exact = new RegExp(pattern.source, pattern.ignoreCase ? `${flags}i` : flags);
    const ignoringCase = new RegExp(pattern.source, `${flags}i`);
    return { exact: (path) => exact.test(path), ignoringCase: (path) => ignoringCase.test(path) };
  }
  if (typeof pattern !== 'function') {
    throw new BackendOptionsError('A path rule is a string, a RegExp or a function, or a list of them.');
  }
  const ask = (path: string): boolean => {
    const verdict: unknown = pattern(path);
    if (typeof verdict === 'boolean') return verdict;
    throw new BackendOptionsError('A function among the path rules has to return true or false, and no promise.');
  };
  return { exact: ask, ignoringCase: (path) => ask(path.toLowerCase()) };
}

function urlOf(target: RouteTarget): string {
  if (typeof target === 'string') return target;
  const url = target instanceof URL ? target : (target.nextUrl?.pathname ?? target.originalUrl ?? target.url);
  return String(url ?? '');
}
