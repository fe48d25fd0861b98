/// <reference lib="esnext.disposable" preserve="true" />
import type { DevMessage } from '../delivery/port.ts';
import type { Logger } from '../logger.ts';
import type { EmulatorSettings } from './emulator-settings.ts';
import type { Seed } from './seed.ts';
import type { ClockState } from './virtual-clock.ts';

/** A user of the seed, as the emulator tells tests. */
export interface SeededUser {
  id: string;
  emailAddresses: string[];
  sessionIds: string[];
}

/** A cookie in the form that `context.addCookies()` of Playwright takes. */
export interface EmulatorCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  httpOnly: boolean;
  secure: boolean;
  sameSite: 'Lax';
}

/** A session of a user that did not go through a form. */
export interface EmulatorSession {
  userId: string;
  sessionId: string;
  /** A session token, as in the header `Authorization: Bearer …`. It lives for 60 seconds by the emulator's clock. */
  token: string;
  /** What a browser has that is signed in with this session: cookies of the emulator and of the page's host. */
  cookies: EmulatorCookie[];
}

/** Who signs in: one of these. */
export interface WhoSignsIn {
  /** Id of the user, or an email address, phone number or username of theirs. */
  user?: string | undefined;
  /** Id of a session of the seed. A browser that had it before is signed out. */
  session?: string | undefined;
  /** Origin of the page; default: that of `homeUrl`. */
  origin?: string | undefined;
}

/** What a test does with an emulator, in its own process or in another one. */
export interface EmulatorControls {
  /** Address of the emulator, such as `http://localhost:4450`. */
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  /** The public key in PEM, which verifies session tokens without a network call. */
  readonly jwtKey: string;
  /** The variables that the server of an application reads: `CLERK_PUBLISHABLE_KEY`, `CLERK_SECRET_KEY` and others. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Goes back to the seed and to the time of the start: sessions, messages and changes are gone.
   *
   * @param seed another seed, which also counts for later resets
   * @returns the users of the seed
   * @throws {Error} when the seed cannot be used. Then nothing has changed
   */
  reset(seed?: Seed): Promise<SeededUser[]>;
  /** Advances the clock by seconds. Sessions, codes, links and locks end as if the time had passed. */
  advance(seconds: number): Promise<ClockState>;
  /** Sets the clock, which goes on from there. @param time a date, or ISO 8601 */
  setTime(time: Date | string): Promise<ClockState>;
  /** Lets the clock follow that of the machine again. */
  useRealTime(): Promise<ClockState>;
  /** Returns the time of the emulator. */
  clock(): Promise<ClockState>;
  /** Lists the messages that would have been sent, the newest first. @param to an email address or phone number */
  messages(to?: string): Promise<DevMessage[]>;
  /**
   * Signs a user in without a form.
   *
   * @param who id or identifier of a user, or what {@link WhoSignsIn} names
   * @returns a session token, and the cookies for a browser
   * @throws {Error} when there is no such user
   */
  signIn(who: string | WhoSignsIn): Promise<EmulatorSession>;
}

/** An emulator in this process. */
export interface Emulator extends EmulatorControls, AsyncDisposable {
  /** The users of the seed, since the last reset. */
  readonly users: readonly SeededUser[];
  /** Answers a request as the socket does, without one. A text may be a path. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** Answers the running requests, and ends. */
  close(): Promise<void>;
}

export interface EmulatorOptions {
  /** What exists at the start: a seed, or the path of a file with one. Default: nothing. */
  seed?: Seed | string | undefined;
  /** Settings of the server, as in its configuration file. Default: those of a new server. */
  settings?: EmulatorSettings | undefined;
  /** Port to listen on; 0 (default) takes any free one; `null` listens on none, and `fetch` alone answers. */
  port?: number | null | undefined;
  /** Address to listen on. Default `127.0.0.1`, which no other machine reaches. */
  host?: string | undefined;
  /** The time at the start, as a date or ISO 8601. Default: that of the machine. */
  time?: Date | string | undefined;
  /** Default: errors go to standard error. */
  logger?: Logger | undefined;
}
