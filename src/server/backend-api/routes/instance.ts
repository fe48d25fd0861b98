import { getCountries } from 'libphonenumber-js/max';
import type { SettingPath } from '../../config/setting-table.ts';
import type { ApiError } from '../../http/errors.ts';
import { settingReadOnly } from '../../http/setting-read-only.ts';
import { seededId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';
import { instanceIdOf } from '../instance-id.ts';
import type { JsonBody } from '../json-body.ts';
import type { BackendRoute } from '../scopes.ts';

/** The fields of a call that would change settings, and which setting each of them is. */
type Fields = Readonly<Record<string, SettingPath>>;

/** The calls of Clerk's API that change settings. A field without a setting here is unknown. */
const CHANGES: Partial<Record<BackendRoute, Fields>> = {
  'PATCH /v1/instance': {
    test_mode: 'testMode',
    hibp: 'password.breachCheck',
    support_email: 'supportEmail',
    development_origin: 'homeUrl',
    allowed_origins: 'allowedOrigins',
  },
  'POST /v1/instance/change_domain': { home_url: 'homeUrl', is_secondary: 'cookieDomain' },
  'PATCH /v1/instance/communication': { blocked_country_codes: 'sms.countries' },
  'PATCH /v1/instance/restrictions': {
    allowlist: 'restrictions.allowlistEnabled',
    blocklist: 'restrictions.blocklist',
    allowlist_blocklist_disabled_on_sign_in: 'restrictions.onSignIn',
    block_email_subaddresses: 'restrictions.blockSubaddresses',
    block_disposable_email_domains: 'restrictions.blockDisposable',
  },
  'PATCH /v1/domains/:id': { name: 'homeUrl', proxy_url: 'proxyPaths', is_secondary: 'cookieDomain' },
  'DELETE /v1/domains/:id': {},
  'PUT /v1/beta_features/domain': { home_url: 'homeUrl', is_secondary: 'cookieDomain' },
  'PATCH /v1/beta_features/instance_settings': {
    restricted_to_allowlist: 'restrictions.allowlistEnabled',
    from_email_address: 'smtp.from',
    test_mode: 'testMode',
  },
};

/**
 * The instance, as its settings describe it. They are read when the server starts, so the calls that would change them
 * answer which setting to change.
 */
export function instanceRoutes(add: AddRoute, { config }: Services): void {
  add('GET /v1/instance', (c) =>
    c.json({
      object: 'instance',
      id: instanceIdOf(config),
      environment_type: config.instanceType,
      allowed_origins: config.allowedOrigins,
      workspace_id: null,
    }),
  );

  add('GET /v1/instance/communication', (c) => {
    const countries = config.sms?.countries ?? [];
    const isAllowed = (country: string) => countries.includes('*') || countries.includes(country);
    const blocked = getCountries().filter((country) => !isAllowed(country));
    return c.json({ object: 'instance_communication', blocked_country_codes: blocked.sort() });
  });

  add('GET /v1/instance/organization_settings', (c) =>
    c.json({
      object: 'organization_settings',
      enabled: false,
      max_allowed_memberships: 0,
      max_allowed_roles: 0,
      max_role_sets_allowed: 0,
      max_allowed_domains: 0,
      max_allowed_permissions: 0,
      creator_role: '',
      admin_delete_enabled: false,
      domains_enabled: false,
      slug_disabled: false,
      domains_enrollment_modes: [],
      domains_default_role: '',
      initial_role_set_key: null,
    }),
  );

  add('GET /v1/instance/protect', (c) =>
    c.json({ object: 'instance_protect', rules_enabled: false, specter_enabled: false, checks_bypassed: false }),
  );

  add('GET /v1/domains', (c) => {
    const home = new URL(config.homeUrl);
    const domain = {
      object: 'domain',
      id: seededId('dmn', config.frontendApi),
      name: config.cookieDomain ?? home.host,
      is_satellite: false,
      frontend_api_url: config.url,
      accounts_portal_url: config.hostedPages ? config.url : null,
      proxy_url: null,
      development_origin: config.instanceType === 'development' ? home.origin : '',
      cname_targets: null,
    };
    return c.json({ data: [domain], total_count: 1 });
  });

  for (const [route, fields] of Object.entries(CHANGES) as [BackendRoute, Fields][]) {
    add(route, (_, { body }) => {
      throw refusalOf(body, fields);
    });
  }
}

/** Returns the error that names the settings of the fields which are given, or of all fields. */
function refusalOf(body: JsonBody, fields: Fields): ApiError {
  body.refuseOthers(Object.keys(fields));
  const given = Object.entries(fields).filter(([name]) => body.has(name));
  const named = (given.length > 0 ? given : Object.entries(fields)).map(([, setting]) => setting);
  const [first = 'url', ...others] = new Set(named);
  return settingReadOnly(first, ...others);
}
