import type { AdminSessionOps } from './tables/admin-sessions-table.ts';
import type { AttemptOps } from './tables/attempts-table.ts';
import type { AuditLogOps } from './tables/audit-log-table.ts';
import type { BrowserBuildOps } from './tables/browser-builds-table.ts';
import type { BulkAccountOps } from './tables/bulk-accounts-table.ts';
import type { ChallengeOps } from './tables/challenges-table.ts';
import type { ClientOps } from './tables/clients-table.ts';
import type { CodeOps } from './tables/codes-table.ts';
import type { DevMessageOps } from './tables/dev-messages-table.ts';
import type { EmailAddressOps } from './tables/email-addresses-table.ts';
import type { EventOps } from './tables/events-table.ts';
import type { ExternalAccountOps } from './tables/external-accounts-table.ts';
import type { HandshakeOps } from './tables/handshakes-table.ts';
import type { IdentifierTriesOps } from './tables/identifier-tries-table.ts';
import type { JwtTemplateOps } from './tables/jwt-templates-table.ts';
import type { KnownDeviceOps } from './tables/known-devices-table.ts';
import type { ListedIdentifierOps } from './tables/listed-identifiers-table.ts';
import type { NodeOps } from './tables/nodes-table.ts';
import type { PasskeyOps } from './tables/passkeys-table.ts';
import type { PhoneNumberOps } from './tables/phone-numbers-table.ts';
import type { ProfileImageOps } from './tables/profile-images-table.ts';
import type { RateLimitOps } from './tables/rate-limits-table.ts';
import type { SecondFactorOps } from './tables/second-factors-table.ts';
import type { SecretKeyOps } from './tables/secret-keys-table.ts';
import type { SessionOps } from './tables/sessions-table.ts';
import type { SettingOps } from './tables/settings-table.ts';
import type { StatisticsOps } from './tables/statistics-table.ts';
import type { TicketOps } from './tables/tickets-table.ts';
import type { UserOps } from './tables/users-table.ts';
import type { WaitlistOps } from './tables/waitlist-table.ts';
import type { Web3WalletOps } from './tables/web3-wallets-table.ts';
import type { WebhookDeliveryOps } from './tables/webhook-deliveries-table.ts';
import type { WebhookEndpointOps } from './tables/webhook-endpoints-table.ts';

/**
 * Every read and write of the server. Each table's interface stands beside its queries in `tables/`.
 *
 * Times are milliseconds since the epoch. Each method is one atomic step; {@link Storage.transaction} makes one step of
 * several. A method whose name begins with `consume`, `reserve` or `claim`, and `hitRateLimit`, is a contract: of any
 * number of parallel calls for one value, on any number of nodes, exactly one wins (or as many as the limit allows).
 */
export interface StorageOps
  extends AdminSessionOps,
    AttemptOps,
    AuditLogOps,
    BrowserBuildOps,
    BulkAccountOps,
    ChallengeOps,
    ClientOps,
    CodeOps,
    DevMessageOps,
    EmailAddressOps,
    EventOps,
    ExternalAccountOps,
    HandshakeOps,
    IdentifierTriesOps,
    JwtTemplateOps,
    KnownDeviceOps,
    ListedIdentifierOps,
    NodeOps,
    PasskeyOps,
    PhoneNumberOps,
    ProfileImageOps,
    RateLimitOps,
    SecondFactorOps,
    SecretKeyOps,
    SessionOps,
    SettingOps,
    StatisticsOps,
    TicketOps,
    UserOps,
    WaitlistOps,
    Web3WalletOps,
    WebhookDeliveryOps,
    WebhookEndpointOps {}

/** The database behind the server. `openStorage` opens one. */
export interface Storage extends StorageOps {
  /**
   * Runs several steps as one: the database keeps all of them or none. Do slow work (hashing, mail) outside of it. The
   * database may ask for the work to run again, so it must have no effect except through `tx`.
   */
  transaction<T>(work: (tx: StorageOps) => Promise<T>): Promise<T>;
  /**
   * Deletes what no request can need any more (expired codes, attempts and limits, empty clients), a few rows at a
   * time.
   *
   * @param isOver asked before each step; the sweep stops when it returns true
   */
  sweep(now: number, isOver?: () => boolean): Promise<void>;
  /**
   * Writes one row, as every sign-in has to: a database that answers reads only is of no use.
   *
   * @throws {StorageUnavailable} when the write fails
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}
