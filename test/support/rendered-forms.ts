import type { ClerkServer } from '../../src/entries/server.ts';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { renderSignIn, renderSignUp } from './ssr.ts';

export type FormName = 'sign-in' | 'sign-up';

/** A form on a server: what the instance has on, and what the element of the page says. */
export interface RenderedCase {
  config: Partial<ConfigInput>;
  /** Default: both. */
  forms?: readonly FormName[];
  /** The screen has controls that only a script can work: passkeys, wallets. */
  needsScript?: true;
  /** Properties of the element. */
  properties?: Readonly<Record<string, unknown>>;
}

/** The most bytes of the HTML of one form, without logos and the list of countries, and of the one style of its page. */
export const FORM_BYTES = { html: 1536, style: 3072 } as const;

const PROVIDERS = ['google', 'github', 'microsoft', 'discord', 'facebook', 'gitlab', 'linkedin_oidc'] as const;
const EVERY_PROVIDER: Partial<ConfigInput> = {
  oauth: PROVIDERS.map((provider) => ({ provider, clientId: 'app', clientSecret: 'secret' })),
};
const LEGAL: Partial<ConfigInput> = {
  signUp: { legalConsent: true },
  branding: { termsUrl: 'https://example.com/terms', privacyPolicyUrl: 'https://example.com/privacy' },
};
const FOUR_FIELDS: ConfigInput['attributes'] = { username: 'required', phoneNumber: 'required', password: 'required' };

/** The first screens that differ from each other, by what makes them differ. */
export const RENDERED_CASES: Readonly<Record<string, RenderedCase>> = {
  default: { config: {} },
  'email, phone, user name and password': { config: { attributes: FOUR_FIELDS } },
  'one provider': { config: { oauth: EVERY_PROVIDER.oauth?.slice(0, 1) } },
  'many providers': { config: EVERY_PROVIDER },
  'optional fields': {
    config: {
      attributes: { username: 'optional', firstName: 'optional', lastName: 'optional', phoneNumber: 'optional' },
    },
    forms: ['sign-up'],
  },
  'consent to the terms': { config: LEGAL, forms: ['sign-up'] },
  'no new accounts': { config: { signUp: { mode: 'restricted' } } },
  'a waitlist': { config: { signUp: { mode: 'waitlist' } } },
  'passkeys and wallets': {
    config: { attributes: { web3Wallet: 'optional' }, passkeys: { enabled: true }, wallets: ['metamask'] },
    needsScript: true,
  },
  everything: {
    needsScript: true,
    config: {
      ...EVERY_PROVIDER,
      ...LEGAL,
      attributes: { ...FOUR_FIELDS, firstName: 'optional', lastName: 'optional', web3Wallet: 'optional' },
      passkeys: { enabled: true },
      wallets: ['metamask'],
    },
  },
};

/** Renders the first screen of a form as the server of a page does. */
export function renderForm(
  form: FormName,
  environment: EnvironmentJSON,
  { properties = {}, language = 'en' }: { properties?: RenderedCase['properties']; language?: string } = {},
): Promise<{ html: string; style: string }> {
  const path = `/${form}`;
  const render = form === 'sign-in' ? renderSignIn : renderSignUp;
  return render({ environment, action: path, language, properties: { path, ...properties } });
}

/** Renders the sign-in of an instance as the server of a page does. */
export async function renderSignInOf(server: Pick<ClerkServer, 'config' | 'fetch'>): ReturnType<typeof renderForm> {
  const answer = await server.fetch(new Request(`${server.config.url}/v1/environment`));
  return renderForm('sign-in', (await answer.json()) as EnvironmentJSON);
}
