/** A page of the site, as a reload would get it. */
export interface SitePage {
  /** Path where redirects have led. */
  path: string;
  status: number;
  text: string;
}

/** Requests a path of the site as a reload does; undefined when no page comes, or one of another site. */
export type RequestPage = (path: string) => Promise<SitePage | undefined>;

/** What the site answers to the URL of a step. */
export type StepAnswer =
  /** A page with the element, or perhaps one: nothing speaks against it. */
  | { kind: 'found' }
  /** Nothing that tells: the page of this document is being left, the network is away, or the site is out of order. */
  | { kind: 'unknown' }
  /** No page, or one of another kind. `isPathWrong`: there is none at the path of the element either. */
  | { kind: 'missing'; isPathWrong: boolean }
  /** A redirect that forgets the step. */
  | { kind: 'redirected'; to: string };

const OURS = /<clerk-(sign-in|sign-up|user-profile)[\s/>]/;
const FOUND: StepAnswer = { kind: 'found' };
const UNKNOWN: StepAnswer = { kind: 'unknown' };

/**
 * Asks the site for a step of an element, as a reload would.
 *
 * A status alone does not decide. A site that answers every path with its one page is fine, also when it says 404 with
 * it, as static hosts do; a site that answers unknown paths with its home page is not.
 *
 * @param path of the element, without a slash at its end
 * @param step behind the path
 * @param requestPage how the caller requests a page of the site
 * @returns what the site answers; never `missing` or `redirected` when that is not certain
 * @example await askForStep('/sign-in', 'factor-one', requestPage); // { kind: 'missing', isPathWrong: false }
 */
export async function askForStep(path: string, step: string, requestPage: RequestPage): Promise<StepAnswer> {
  const page = await requestPage(`${path}/${step}`);
  if (!page) return UNKNOWN;
  // A slash at the end, or a language in front, is still the step.
  if (isOk(page) && !page.path.replace(/\/$/, '').endsWith(`/${step}`)) return { kind: 'redirected', to: page.path };
  if (OURS.test(page.text)) return FOUND;
  if (!isOk(page) && !isAbsent(page)) return UNKNOWN;
  const own = await requestPage(path || '/');
  if (!own) return UNKNOWN;
  if (isOk(page)) return isOk(own) && OURS.test(own.text) ? missing() : FOUND;
  if (!isAbsent(own)) return own.text === page.text ? FOUND : missing();
  const home = await requestPage('/');
  if (!home) return UNKNOWN;
  return own.text === home.text ? FOUND : missing(true);
}

const missing = (isPathWrong = false): StepAnswer => ({ kind: 'missing', isPathWrong });

const isOk = ({ status }: SitePage): boolean => status >= 200 && status < 300;
const isAbsent = ({ status }: SitePage): boolean => status === 404 || status === 410;
