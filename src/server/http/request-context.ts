import type { Params } from './params.ts';

/** Where a client is, as a proxy tells it. It may be wrong by a country: shown to users, never trusted. */
export interface Place {
  /** The name as the proxy spells it, cleaned of what cannot be seen; null when it is not known. */
  readonly city: string | null;
  /** ISO 3166-1 alpha-2 code; null when it is not known. */
  readonly country: string | null;
}

/** The place of a client when no proxy tells it. */
export const NO_PLACE: Place = { city: null, country: null };

/** What a domain function may know of the request that it acts for. */
export interface Actor {
  /** Milliseconds since the epoch; the same moment for the whole request. */
  readonly now: number;
  /** Address of the client; null when the server does not know it. */
  readonly ip: string | null;
  /** The IPv4 address or IPv6 network that rate limits count; null when the server does not know it. */
  readonly ipBucket: string | null;
  readonly place: Place;
  /** The `User-Agent` header, cut to a sane length. The browser claims it: shown to users, never trusted. */
  readonly userAgent: string | null;
  /** The languages that the browser accepts, the most wanted first. */
  readonly languages: readonly string[];
  /** Origin of the page, for the `azp` claim; undefined when the browser does not tell. */
  readonly azp: string | undefined;
}

/** The application's server calls for all users: nothing is counted against its address, and its languages are nobody's. */
export function asServer(actor: Actor): Actor {
  return { ...actor, ipBucket: null, languages: [] };
}

/** The client cookie of a browser, or the client token of a caller without cookies, which is the same. */
export interface ClientCookie {
  /** The value of the cookie: 32 random bytes. */
  readonly token: string;
  /** What the server stores of it. */
  readonly hash: string;
  /** It has the name from before the `__Host-` prefix, and is good for one more request; see `findBrowser`. */
  readonly isLegacy: boolean;
}

/** An actor that may have a client cookie. */
export interface Caller extends Actor {
  /** The client cookie that came with the request; null when there was none, or several that differ. */
  readonly clientCookie: ClientCookie | null;
}

/** One request, read once. Routes parse their input from it; domain functions take an {@link Actor} instead. */
export interface RequestContext extends Caller {
  readonly params: Params;
  readonly query: URLSearchParams;
  readonly cookies: ReadonlyMap<string, string>;
  /** The caller sends tokens in place of cookies. The answer sets no cookie: a new client token is in `Authorization`. */
  readonly isCookieless: boolean;
  /** The session token of the body, not verified yet; null when it has none. */
  readonly sessionToken: string | null;
}
