import type { InstanceConfig } from '../config/config.ts';
import type { SmsText } from './sms/render-sms.ts';
import type { Brand, OwnTexts } from './templates/render-blocks.ts';

/** The settings that messages show. */
export type BrandConfig = Pick<
  InstanceConfig,
  'applicationName' | 'supportEmail' | 'signInUrl' | 'homeUrl' | 'branding' | 'messageTemplates'
>;

/** Returns what mails show of the instance. */
export function brandOf(config: BrandConfig): Brand {
  const { applicationName, supportEmail } = config;
  return { applicationName, supportEmail, own: ownTexts(config) };
}

/** Returns what text messages show of the instance. */
export function smsTextOf(config: BrandConfig): SmsText {
  const own = ownTexts(config);
  return { applicationName: config.applicationName, domain: own.domain, own };
}

function ownTexts({ messageTemplates, signInUrl, homeUrl, branding }: BrandConfig): OwnTexts {
  const domain = new URL(signInUrl).hostname;
  return { templates: messageTemplates, domain, url: homeUrl, logoUrl: branding.logoUrl };
}
