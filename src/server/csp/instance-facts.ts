import { isPolicySource } from '../../protocol/is-policy-source.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { PolicyFacts } from './rules.ts';

/** The settings that decide about the policy of a page. */
export type PolicyConfig = Pick<
  InstanceConfig,
  'branding' | 'captcha' | 'googleOneTap' | 'gravatar' | 'instanceType' | 'oauth' | 'wallets'
>;

/** Returns what the settings of an instance mean for the policies of its pages. */
export function factsOf(config: PolicyConfig): PolicyFacts {
  return {
    turnstile: config.captcha?.provider === 'turnstile',
    googleOneTap: config.googleOneTap.enabled,
    pictures: pictureSources(config),
  };
}

/** Pictures of users may be anywhere once a provider names them. The others are at addresses of the settings. */
function pictureSources({ branding, gravatar, instanceType, oauth, wallets }: PolicyConfig): string[] {
  const isAnywhere = gravatar || oauth.length > 0 || instanceType === 'development';
  const urls = [branding.logoUrl, branding.faviconUrl, ...oauth.map(({ logoUrl }) => logoUrl)];
  const origins = urls.flatMap((url) => (url && URL.canParse(url) ? [new URL(url).origin] : []));
  const others = origins.filter((origin) => isPolicySource(origin) && !(isAnywhere && origin.startsWith('https:')));
  // Wallets announce themselves with an icon in a `data:` URL.
  return [...new Set([...(wallets.length > 0 ? ['data:'] : []), ...(isAnywhere ? ['https:'] : []), ...others])];
}
