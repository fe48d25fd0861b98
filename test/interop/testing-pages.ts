import { createClerkClient as createStockClient } from '@clerk/backend';
import { createClerkClient } from '../../src/entries/backend.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { clerkSetup } from '../support/clerk-testing.ts';
import type { TestingSite, WritePage } from '../support/testing-site.ts';

/** Screens by the path at which the page objects look for them. */
const SCREENS: Record<string, { tag: string; mount: string }> = {
  '/': { tag: 'user-button', mount: 'UserButton' },
  '/sign-in': { tag: 'sign-in', mount: 'SignIn' },
  '/sign-up': { tag: 'sign-up', mount: 'SignUp' },
  '/user': { tag: 'user-profile', mount: 'UserProfile' },
  '/user-avatar': { tag: 'user-avatar', mount: 'UserAvatar' },
  '/waitlist': { tag: 'waitlist', mount: 'Waitlist' },
};

/** The ways in which a page gets the screens. */
export const PAGES: Record<string, WritePage> = {
  'our script tag and elements': (path, key) =>
    SCREENS[path] &&
    `<clerk-${SCREENS[path].tag}></clerk-${SCREENS[path].tag}>
    <script async data-clerk-publishable-key="${key}" data-clerk-proxy-url="/__clerk"
      src="/npm/clerk-widgets@1/dist/clerk.js"></script>`,
  'the script addresses of Clerk’s SDKs': (path, key) =>
    SCREENS[path] &&
    `<main></main>
    <script data-clerk-publishable-key="${key}" data-clerk-proxy-url="/__clerk"
      src="/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js"></script>
    <script src="/__clerk/npm/@clerk/ui@1/dist/ui.browser.js"></script>
    <script>
      Clerk.load({ ui: { ClerkUI: window.__internal_ClerkUICtor } }).then(() =>
        Clerk.mount${SCREENS[path].mount}(document.querySelector('main')));
    </script>`,
};

/** Methods of the page objects, or whole objects, that cannot pass here, and why. */
export const ABSENT: Record<string, string> = {
  apiKeys: 'The instance has no API keys yet.',
  checkout: 'The instance has no billing yet.',
  pricingTable: 'The instance has no billing yet.',
  planDetails: 'The instance has no billing yet.',
  subscriptionDetails: 'The instance has no billing yet.',
  'userProfile.switchToBillingTab': 'The instance has no billing yet.',
  'userProfile.switchToAPIKeysTab': 'The instance has no API keys yet.',
  organizationProfile: 'The instance has no organizations yet.',
  organizationSwitcher: 'The instance has no organizations yet.',
  'sessionTask.resolveForceOrganizationSelectionTask': 'The instance has no organizations yet.',
  'sessionTask.resolveResetPasswordTask': 'Sessions have no tasks yet.',
  'expect.toBeHandshake':
    'It looks for one redirect after the handshake. Behind a proxy path the answer comes in the URL, and one more removes it.',
  keylessPopover: 'An app without keys belongs to an instance at Clerk.',
  'form.setPasswordConfirmation': 'A password is typed once. The user can make it visible.',
  'signIn.useUsernameIdentifier':
    'The link says “Use username”, in Clerk’s screens too. The page object looks for “Username”.',
  'userVerification.getAltMethodsEmailLinkButton':
    'An email link does not prove who is there. Clerk’s dialog has none either.',
};

/** Asks for a testing token, and names the Frontend API with its proxy path. */
export async function setUp(site: TestingSite): Promise<void> {
  // The token of another instance would be kept.
  delete process.env.CLERK_TESTING_TOKEN;
  await clerkSetup({ ...site, frontendApiUrl: `${site.origin.replace('https://', '')}/__clerk`, dotenv: false });
}

/** Settings of an instance with every method that the page objects have. */
export function settings(origin: string): Partial<ConfigInput> {
  return {
    attributes: { username: 'optional', firstName: 'optional', lastName: 'optional', phoneNumber: 'optional' },
    phoneCode: true,
    sms: { countries: ['*'] },
    emailLink: true,
    signUp: { legalConsent: true, showOptionalFields: true },
    branding: { termsUrl: `${origin}/terms` },
    // Without a testing token the browser would ask for a script of Cloudflare.
    captcha: { provider: 'turnstile', siteKey: 'a key', secretKey: 'a secret', verifyUrl: `${origin}/nobody` },
    oauth: [{ provider: 'google', clientId: 'an-id.apps.googleusercontent.com', clientSecret: 'not a secret at all' }],
    signInUrl: `${origin}/sign-in`,
    signUpUrl: `${origin}/sign-up`,
  };
}

/** A page whose server asks our backend SDK who is there. */
export async function answerGuarded(request: Request, site: TestingSite): Promise<Response | undefined> {
  if (new URL(request.url).pathname !== '/guarded') return undefined;
  const { publishableKey, secretKey, apiUrl } = site;
  const own = createClerkClient({ publishableKey, secretKey, apiUrl, proxyUrl: `${site.origin}/__clerk` });
  const state = await own.authenticateRequest(request);
  const { headers } = state;
  if (state.status === 'handshake') return new Response(null, { status: 307, headers });
  headers.set('content-type', 'text/html');
  return new Response(state.toAuth()?.userId ?? state.reason, { headers });
}

export const ADA = 'ada+clerk_test@example.com';
export const ADA_PHONE = '+12015550123';
export const BEA = 'bea+clerk_test@example.com';
export const CY = 'cy+clerk_test@example.com';
export const PASSWORD = 'quite a fine long phrase';
export const OTHER = 'another fine long phrase';

/** Clerk's backend SDK. */
export const backendOf = ({ secretKey, apiUrl }: TestingSite) => createStockClient({ secretKey, apiUrl });

/** Creates the users of the stories. */
export async function createPersons(
  site: TestingSite,
): Promise<{ backend: ReturnType<typeof backendOf>; adaId: string }> {
  const backend = backendOf(site);
  const create = (name: string, emailAddress: string, more: object) =>
    backend.users.createUser({
      emailAddress: [emailAddress],
      firstName: name,
      lastName: 'Berg',
      skipLegalChecks: true,
      ...more,
    });
  const { id } = await create('Ada', ADA, { phoneNumber: [ADA_PHONE], password: PASSWORD, username: 'ada_b' });
  await create('Bea', BEA, { password: PASSWORD });
  await create('Cy', CY, { skipPasswordRequirement: true });
  return { backend, adaId: id };
}
