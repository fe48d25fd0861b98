import type { Language } from '../../localization/languages.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';

/** The pages that the server has. `user` has the profile. */
export type HostedPage = 'sign-in' | 'sign-up' | 'waitlist' | 'user';

/** Paths of the pages, below the address of the API. */
export const HOSTED_PAGES = ['sign-in', 'sign-up', 'waitlist', 'user'] as const satisfies readonly HostedPage[];

/** Returns the page at a path below the address of the API; undefined where there is none. */
export function hostedPageOf(path: string): HostedPage | undefined {
  return HOSTED_PAGES.find((page) => path === `/${page}` || path.startsWith(`/${page}/`));
}

/** What a renderer knows of one request for a page. */
export interface PageInput {
  page: HostedPage;
  /** The path below the page without slashes at its ends: `''`, `'factor-one'`, `'create/verify-email-address'`. */
  step: string;
  query: URLSearchParams;
  /** The fields of a form that the browser posted; undefined for GET and HEAD. */
  form: URLSearchParams | undefined;
  /**
   * What the visitor typed into a form whose `Origin` the browser hid, without passwords and codes: the page of the step
   * comes back with it, and nothing is done. `form` is undefined then.
   */
  typed?: URLSearchParams | undefined;
  /** The environment as the Frontend API answers it at this address. */
  environment: EnvironmentJSON;
  /** Language of the visitor. */
  language: Language;
  /** Absolute path of the page as the browser sees it, also below the path of a proxy: `/__clerk/sign-in`. */
  base: string;
  /** Origin of the page as the browser sees it: `https://clerk.example.com`. */
  origin: string;
  /** Origins that redirects may lead to, besides the page's own. */
  allowedOrigins: readonly string[];
  /** Returns the server's time, in milliseconds since the epoch. */
  now(): number;
  /**
   * Asks the Frontend API as the visitor: in this process, with the cookies, the address, the user agent and the languages
   * of the request. So every rule, limit and error is that of a direct call.
   *
   * The cookies of the answers go out with later calls, and to the browser with the page.
   *
   * @param path path below the API, with its query: `/v1/client/sign_ins`
   * @param init method, body and further headers; `Origin` is that of the page, whatever this says
   * @returns the answer, whatever its status is
   */
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

/** A page as a renderer draws it. */
export type DrawnPage = Exclude<PageAnswer, { redirect: string } | { refusal: Refusal }>;

/** Why the API did not do what a page cannot do without. */
export interface Refusal {
  /** That of the API. */
  status: number;
  /** Plain text for the visitor. */
  text: string;
  /** Seconds until the next try. */
  retryAfter?: number | undefined;
}

/** What the server answers. */
export type PageAnswer =
  /**
   * 303. A path of the page's own origin, or a page of an allowed one. The home page takes the place of any other target.
   */
  | {
      redirect: string;
      /** The target is the page of an OAuth provider: it is on any origin, if an answer of {@link PageInput.fetch} named it. */
      isProvider?: true;
    }
  | {
      /** 200, or 4xx when the form is drawn again with an error. */
      status: number;
      /** Title of the step in the visitor's language, without the application's name; plain text. */
      title: string;
      /** Language of the texts; default `en`. */
      lang?: string;
      /** The element with the content that it adopts; every value in it is escaped. */
      html: string;
      /** Text of the only `<style>`; the policy of the page has its hash. */
      style: string;
      /** Seconds until the next try, for 429. */
      retryAfter?: number;
    }
  /** There is no page without the API, such as while the database is down. The server says so in words. */
  | { refusal: Refusal };

/**
 * Draws the pages of the server and does what their forms ask for. The entries hand one to the server, since the server
 * does not import the elements.
 */
export interface PageRenderer {
  /**
   * @param input one request for a page, whose `Origin` the server has checked
   * @returns the page of the step that is due, or where the browser goes on
   */
  answer(input: PageInput): Promise<PageAnswer>;
}
