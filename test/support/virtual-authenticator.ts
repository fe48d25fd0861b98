import type { CDPSession, Page } from 'playwright';

/** An authenticator inside Chromium (Chrome DevTools Protocol, domain WebAuthn). */
export interface VirtualAuthenticator {
  readonly session: CDPSession;
  readonly id: string;
  /** Returns the number of passkeys that it holds. */
  count(): Promise<number>;
  /** Sets whether the user confirms requests. A refusal ends a ceremony like a closed dialog. */
  setVerified(isVerified: boolean): Promise<void>;
  /** Sets whether the user is present. A ceremony waits for the user. */
  setPresent(isPresent: boolean): Promise<void>;
}

/** Adds an authenticator to a page. Its user is present and verified by default. */
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
