import type { EnvironmentJSON } from '../json/environment.ts';
import type { PublishableKey } from '../keys.ts';

/** What came back for a request. */
export interface Answered {
  kind: 'answer';
  /** The URL that was asked. */
  url: string;
  status: number;
  headers: Headers;
  text: string;
  /** Milliseconds of the local clock, halfway between request and answer. */
  at: number;
}

/** Nothing came back for a request. */
export interface Unanswered {
  kind: 'failure';
  url: string;
  /** Code of whoever asked, such as `ENOTFOUND`. */
  code: string;
  /** What happened, in words. */
  reason: string;
}

/** A key, and where it stands. */
export interface FoundKey {
  raw: string;
  place: string;
  /** Undefined when the key is malformed. */
  parsed: PublishableKey | undefined;
}

/** The Frontend API as a page reaches it. */
export interface FoundApi {
  /** Without a slash at the end, and without `/v1`. */
  url: string;
  /** The browser reaches it through a proxy of the application. */
  isProxy: boolean;
  /** What names it. */
  place: string;
  /** The answer to `GET /v1/environment` of the page's origin, without cookies. */
  environmentAnswer: Answered | Unanswered;
  environment: EnvironmentJSON | undefined;
}

/** What a page uses, whoever looked at it: the command from outside, or the page itself. */
export interface Setup {
  pageUrl: URL;
  /** The key of the tag, the bundle or the command line. */
  key: FoundKey | undefined;
  /** The key inside the instance script. */
  scriptKey: FoundKey | undefined;
  api: FoundApi | undefined;
}

/** Returns the text of an answer; empty when none came. */
export function textOf(answer: Answered | Unanswered): string {
  return answer.kind === 'answer' ? answer.text : '';
}
