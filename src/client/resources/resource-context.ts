import type { FapiCall } from '../fapi/request.ts';
import type { Platform } from '../platform/platform.ts';
import type { FurtherMembers, View } from './live-view.ts';
import type { ClientResource } from './types/client.ts';
import type { GetTokenOptions } from './types/session.ts';

/** What the methods of all resources use of the instance. */
export interface ResourceContext {
  readonly platform: Platform;
  /** Calls the API. The client that comes with the answer is published before this resolves. */
  call<T>(path: string, call?: FapiCall): Promise<T>;
  /**
   * Returns what a page gets of a snapshot or of a list of snapshots: a live view. Returns other values as they are. Set
   * with the first client that is parsed.
   */
  view?: View;
  /** Members that the snapshots do not have themselves. Set when they are loaded. */
  members?: FurtherMembers;
  /**
   * Goes on after an authorization in a popup, with the session that it has created. Set with the members.
   *
   * @param to absolute URL
   */
  finishPopup?: (to: string, session?: string) => Promise<unknown>;
  /** Returns the language that the user reads as a BCP 47 tag: mails and text messages of a new attempt are in it. */
  locale(): string | undefined;
  /** Returns the newest client. */
  client(): ClientResource | undefined;
  /** Asks the API for the client and publishes it. */
  reloadClient(): Promise<ClientResource>;
  getToken(sessionId: string, options: GetTokenOptions): Promise<string | null>;
  forgetTokens(sessionId: string): void;
}

/** What the lazy methods of a sign-in or sign-up are called with. */
export interface AttemptParts<Resource> {
  readonly context: ResourceContext;
  /** The snapshot that the method was called on. */
  readonly resource: Resource;
  /** Calls the API below the attempt's own path and returns the new snapshot. */
  call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Resource>;
}

/** What the lazy methods of a session are called with. */
export interface SessionParts {
  readonly context: ResourceContext;
  readonly id: string;
}

/** What the lazy methods of a user, and of what belongs to the user, are called with. */
export interface UserParts {
  readonly context: ResourceContext;
  /** The session that the calls are made for. */
  readonly sessionId: string;
  /** Path of the resource, such as `/me` or `/me/phone_numbers/idn_1`. */
  readonly path: string;
}
