import type { CDPSession, Page } from 'playwright';

/** An authenticator inside Chromium (Chrome DevTools Protocol, domain WebAuthn). */
export interface VirtualAuthenticator {
  readonly session: CDPSession;
  readonly id: string;
  /** How many passkeys it holds. */
  count(): Promise<number>;
  /** Whether its user confirms what is asked; a refusal ends a ceremony as a closed dialog does. */
  setVerified(isVerified: boolean): Promise<void>;
  /** Whether its user is there: without, a ceremony waits. */
  setPresent(isPresent: boolean): Promise<void>;
}

/** Gives a page an authenticator with passkeys of its own, whose user is always there and always verified. */
export async function addVirtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    session,
    id: authenticatorId,
    async count() {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
      return credentials.length;
    },
    async setVerified(isUserVerified) {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
    async setPresent(enabled) {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
    },
  };
}
