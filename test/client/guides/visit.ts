import { withProvider } from '../../server/factors/oauth/sign-in-with.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { SetActiveParams } from '../../../src/client/types.ts';
import { type FakeTab, FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

/** One browser, and the pages that it opens. */
export interface Visit {
  browser: TestBrowser;
  /** Opens a page, loads the client, and returns what the guides hold from then on, as the hooks of Clerk's SDKs do. */
  open(url?: string): Promise<Held>;
  advance(milliseconds: number): Promise<void>;
}

export interface Held {
  clerk: Clerk;
  tab: FakeTab;
  client: NonNullable<Clerk['client']>;
  signIn: NonNullable<Clerk['client']>['signIn'];
  signUp: NonNullable<Clerk['client']>['signUp'];
  setActive(params: SetActiveParams): Promise<void>;
}

/** Starts a server with all methods that the guides use. */
export function guideInstance(issuer = 'https://loop.example'): Promise<TestInstance> {
  return getTestInstance({
    config: {
      ...withProvider(issuer),
      attributes: {
        emailAddress: 'optional',
        phoneNumber: 'optional',
        password: 'optional',
        firstName: 'optional',
        lastName: 'optional',
      },
      emailLink: true,
      phoneCode: true,
      sms: { countries: ['*'] },
      passkeys: { enabled: true },
      secondFactors: { totp: true, backupCode: true, phoneCode: true },
    },
  });
}

export function visit(instance: TestInstance, browser = instance.browser()): Visit {
  const world = new FakeWorld((request) => browser.fetch(request));
  world.time = instance.clock.now();
  return {
    browser,
    async open(url = 'https://app.example.com/') {
      const tab = world.openTab({ url });
      const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
      await clerk.load();
      await flush();
      const client = clerk.client!;
      return {
        clerk,
        tab,
        client,
        signIn: client.signIn,
        signUp: client.signUp,
        setActive: (params) => clerk.setActive(params),
      };
    },
    async advance(milliseconds) {
      for (let left = milliseconds; left > 0; left -= 1000) {
        instance.clock.advance(Math.min(1000, left));
        await world.advance(Math.min(1000, left));
        for (let i = 0; i < 10; i++) await flush();
      }
    },
  };
}

/** Opens a page on which a new user has signed up. */
export async function signedUp(instance: TestInstance, emailAddress: string, browser = instance.browser()) {
  await instance.signUp(browser, emailAddress, { password: PASSWORD });
  const visitor = visit(instance, browser);
  return { visitor, ...(await visitor.open()) };
}
