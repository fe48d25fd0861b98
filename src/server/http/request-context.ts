import type { VerificationJSON } from '../../protocol/json/verification.ts';
import type { Params } from './params.ts';
import type { ClientRow } from '../storage/rows.ts';

/** What a domain function may know of the request that it acts for. */
export interface Actor {
  /** Milliseconds since the epoch; the same moment for the whole request. */
  readonly now: number;
  /** Address of the client; null when the server does not know it. */
  readonly ip: string | null;
  /** The IPv4 address or IPv6 network that rate limits count; null when the server does not know it. */
  readonly ipBucket: string | null;
  /** The `User-Agent` header, cut to a sane length. The browser claims it: shown to users, never trusted. */
  readonly userAgent: string | null;
  /** Origin of the page, for the `azp` claim; undefined when the browser does not tell. */
  readonly azp: string | undefined;
}

/** One request, as the routes and everything below them see it. */
export interface RequestContext extends Actor {
  readonly params: Params;
  readonly query: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** How the client cookie is kept; null when there is none. */
  tokenHash: string | null;
  /** The client cookie as it came. */
  token: string | null;
  /** The instance is on https: its client cookie has the prefix that only the host itself can set. */
  readonly isHostOnly: boolean;
  /** How a client cookie from before the prefix is kept, which is good for one more visit; see `findClient`. */
  legacyHash: string | null;
  /** The browser, once `findClient` looked it up or a new one was made. */
  client: ClientRow | undefined;
  /**
   * The browser, when its cookie was replaced a moment ago: the request was under way, or comes from whoever planted
   * that cookie. It may go on with the sessions from before, and change nothing.
   */
  superseded: ClientRow | undefined;
  /**
   * What is done is done for the browser that asked for a link, whoever confirms it: that browser got a new cookie
   * then, and would not hear of another one.
   */
  readonly keepsCookie?: boolean;
  /** A new client cookie to be set with the answer. */
  newToken: string | undefined;
  /**
   * Parts of verifications that only this answer may show, by id of the challenge: a URL with the state of a visit to
   * a provider, for instance, whose hash alone is kept.
   */
  readonly shown: Map<string, Partial<VerificationJSON>>;
  /** `Set-Cookie` values of the answer. */
  readonly setCookies: string[];
}
