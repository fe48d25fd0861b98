import type { Hono } from 'hono';
import type { InstanceConfig } from '../../config/config.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';

/**
 * What password managers and browsers ask a site: where a user changes the password, and where a user adds and manages
 * passkeys. Each is there only while the instance has passwords or passkeys. Any other name is a 404, by which password
 * managers see that these answers mean something.
 *
 * @source W3C, "A Well-Known URL for Changing Passwords"; W3C, "A Well-Known URL for Relying Party Passkey Endpoints";
 *   Web Authentication Level 3, "Related Origin Requests"
 */
export function wellKnownRoutes(app: Hono<AppEnv>, { config }: Services): void {
  const page = securityPageOf(config);
  app.get('/.well-known/change-password', (c) => {
    if (config.attributes.password === 'off') throw new ApiError('resource_not_found');
    return c.redirect(page, 303);
  });
  // Authenticators fetch these without a page, so no page of another origin needs to read them. Neither may be redirected.
  const ofPasskeys = {
    'passkey-endpoints': { enroll: page, manage: page },
    webauthn: { origins: config.allowedOrigins },
  };
  for (const [name, value] of Object.entries(ofPasskeys)) {
    app.get(`/.well-known/${name}`, (c) => {
      if (!config.passkeys.enabled) throw new ApiError('resource_not_found');
      return c.json(value);
    });
  }
}

/**
 * Returns the page of the profile that has password and passkeys. The hosted page has it below its own path. How a page of the
 * application keeps its steps is not known here: every profile reads them from the hash as well.
 */
function securityPageOf({ hostedPages, url, userProfileUrl }: InstanceConfig): string {
  if (hostedPages && userProfileUrl === `${url}/user`) return `${userProfileUrl}/security`;
  return userProfileUrl.includes('#') ? userProfileUrl : `${userProfileUrl}#/security`;
}
