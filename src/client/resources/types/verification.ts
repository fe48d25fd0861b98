import type { VerificationStatus } from '../../../protocol/status.ts';

/** The state of one verification. `status` and `strategy` are null until it is prepared. */
export interface VerificationResource {
  readonly status: VerificationStatus | null;
  readonly strategy: string | null;
  readonly attempts: number | null;
  readonly expireAt: Date | null;
  /** URL of the OAuth provider, where the authorization begins. */
  readonly externalVerificationRedirectURL: URL | null;
  /** WebAuthn options as JSON text, for a passkey. */
  readonly nonce: string | null;
  /** The message that a wallet has to sign. */
  readonly message: string | null;
  /** Id of the client that opened the link. */
  readonly verifiedAtClient: string | null;
  /** Returns whether the link was opened in this browser. */
  verifiedFromTheSameClient(): boolean;
  /** The number that the page behind the link asks for. */
  readonly matchNumber: string | null;
  /** The channel that a code was sent by, if it is another one than text messages. */
  readonly channel?: string | null;
  readonly error: { code: string; message: string; longMessage: string; meta?: Record<string, unknown> } | null;
}

export interface SignUpVerificationResource extends VerificationResource {
  readonly nextAction: 'needs_prepare' | 'needs_attempt' | '';
  readonly supportedStrategies: readonly string[];
}

/** Sends a link and waits until it is opened, on this device or another one. */
export interface EmailLinkFlow<Resource> {
  startEmailLinkFlow(params: {
    redirectUrl: string;
    emailAddressId?: string;
    numberMatch?: boolean;
  }): Promise<Resource>;
  cancelEmailLinkFlow(): void;
}
