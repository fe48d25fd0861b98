import type { PictureEncoder } from './account/picture-encoder.ts';
import type { AuditedReads } from './audit/audited-reads.ts';
import type { BotCheck } from './bot-check/bot-check.ts';
import type { Clock } from './clock.ts';
import type { InstanceConfig } from './config/config.ts';
import type { Delivery } from './delivery/port.ts';
import type { LateMessages } from './enumeration/late-messages.ts';
import type { GoogleIdTokens } from './factors/google-one-tap/google-id-tokens.ts';
import type { OAuthClient } from './factors/oauth/oauth-client.ts';
import type { BreachCheck } from './factors/password/breach-check.ts';
import type { PasswordHasher } from './factors/password/password-hasher.ts';
import type { TotpSeeds } from './factors/totp/totp-seeds.ts';
import type { Limits } from './http/limits.ts';
import type { InstanceSigner } from './keys/signing-key.ts';
import type { JwtTemplates } from './jwt-templates/jwt-templates.ts';
import type { SessionClaimsTemplate } from './jwt-templates/session-claims.ts';
import type { Logger } from './logger.ts';
import type { SignUpRestrictions } from './restrictions/sign-up-restrictions.ts';
import type { Readiness } from './storage/readiness.ts';
import type { Storage } from './storage/storage.ts';
import type { Webhooks } from './webhooks/webhooks.ts';

/** What the functions of the server work with. `createApp` makes it once. */
export interface Services {
  readonly config: InstanceConfig;
  readonly storage: Storage;
  readonly delivery: Delivery;
  readonly signer: InstanceSigner;
  /** Entries of the audit log about calls that only read. */
  readonly auditedReads: AuditedReads;
  /** Messages of attempts whose answers must not tell whether there is an account. */
  readonly lateMessages: LateMessages;
  readonly passwords: PasswordHasher;
  /** Decides who may sign up. */
  readonly restrictions: SignUpRestrictions;
  readonly botCheck: BotCheck;
  /** Looks passwords up among those that leaked. */
  readonly breaches: BreachCheck;
  /** Key of the ids of placeholders; see `createUniformAccount`. */
  readonly placeholderKey: Uint8Array;
  /** Key of the codes' HMAC. */
  readonly codeKey: Uint8Array;
  /** Key of the signature of testing tokens. */
  readonly testingTokenKey: Uint8Array;
  /** Key of the backup codes' HMAC. */
  readonly backupCodeKey: Uint8Array;
  readonly totpSeeds: TotpSeeds;
  /** Sends requests to the providers of `config.oauth`. */
  readonly oauth: OAuthClient;
  /** Verifies the ID tokens of Google One Tap. */
  readonly googleIdTokens: GoogleIdTokens;
  /** The JWT templates of the settings, and what encrypts the keys of the others. */
  readonly jwtTemplates: JwtTemplates;
  /** What session tokens have besides their own claims; undefined = nothing. */
  readonly sessionClaims: SessionClaimsTemplate | undefined;
  /** Key of the refresh tokens of the application's servers. */
  readonly refreshKey: Uint8Array;
  /** Key of the nonces and PKCE verifiers. */
  readonly oauthKey: Uint8Array;
  /** Key of the tokens that providers give, where they are kept. */
  readonly oauthTokenKey: Uint8Array;
  /** End of the names of cookies that several instances of a domain could share. */
  readonly cookieSuffix: string;
  readonly limits: Limits;
  /** Makes a picture that is safe to serve of an uploaded file. */
  readonly pictures: PictureEncoder;
  readonly webhooks: Webhooks;
  readonly readiness: Readiness;
  readonly clock: Clock;
  readonly logger: Logger;
}
