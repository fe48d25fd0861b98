import type { InstanceConfig } from '../../config/config.ts';

/** Describes the pages with forms that the server has itself, and where they lead. */
export function presentAccountPortal(config: InstanceConfig): Record<string, unknown> {
  return {
    object: 'account_portal',
    allowed: config.hostedPages,
    enabled: config.hostedPages,
    internal_linking: config.hostedPages,
    after_sign_in_url: config.afterSignInUrl,
    after_sign_up_url: config.afterSignUpUrl,
    after_join_waitlist_url: config.homeUrl,
    after_create_organization_url: '',
    after_leave_organization_url: '',
    logo_link_url: config.homeUrl,
    customization: {
      appearance: 'auto',
      background_color_dark: null,
      background_color_light: null,
      primary_color_dark: null,
      primary_color_light: null,
    },
  };
}
