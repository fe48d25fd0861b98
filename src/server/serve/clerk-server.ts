import type { Invitations, SecretKeys, SignInTokens } from '../backend-api/types.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { BreachCounts } from '../factors/password/breach-check.ts';

/** A running instance without a socket. Pass requests to its `fetch`. */
export interface ClerkServer {
  /** The settings with all defaults. It has secrets, so do not log it as a whole. */
  readonly config: InstanceConfig;
  /** Warnings for the operator. They are also logged. */
  readonly warnings: readonly string[];
  readonly invitations: Invitations;
  readonly signInTokens: SignInTokens;
  readonly secretKeys: SecretKeys;
  /**
   * Creates a link that signs in to the admin page once, within ten minutes. Whoever has it may do everything.
   *
   * @returns the URL; its token is in the fragment, which browsers send to no server
   * @throws {Error} when the setting `adminPage` is off
   * @example console.log(await server.createAdminLink());
   */
  createAdminLink(): Promise<string>;
  /**
   * Answers one request.
   *
   * @param info `ip`: address of the client's socket, for rate limits per address. Without it and without
   *   `clientIpHeader`, these limits are off, which is logged once. Limits per account and per recipient always apply
   */
  fetch(request: Request, info?: { ip?: string }): Promise<Response>;
  /** Returns what the look-up of leaked passwords did since the start. `failedOpen` counts passwords it did not check. */
  breachCounts(): BreachCounts;
  /**
   * Answers `/readyz` and `/v1/health` with 503 from now on, so that a load balancer sends no new requests. Everything
   * else is answered as before. Call it some time before the listener closes.
   */
  drain(): void;
  /** Checks the configured mail server. @throws when it does not accept mail */
  checkDelivery(): Promise<void>;
  /** Closes the connections to the database and the mail server. Call it after the last request was answered. */
  close(): Promise<void>;
}
