/** Why this server does not serve an operation of Clerk's APIs. */
export type Reason = keyof typeof REASONS;

/** The reasons, as docs/api-coverage.md gives them. */
export const REASONS = {
  setting: 'a setting: the call is refused with 403 `setting_read_only`, which names the setting to change',
  organizations: 'comes with organizations',
  billing: "comes with billing. Clerk's own billing, which is run by Clerk, is not part of this package",
  enterprise: 'enterprise connections (SAML, OIDC, SCIM): not in this release',
  satellite: 'satellite domains: not in this release. Pages on other origins are named in `allowedOrigins`',
  oauthProvider: 'the OAuth provider role (OAuth applications, consent): not in this release',
  apiKeys: 'API keys of users and organizations: not in this release',
  machineTokens: 'machines and their tokens: not in this release',
  deviceCredentials: 'biometric credentials of native apps: not in this release. Passkeys are',
  nativeApps: 'native apps that are opened by a URL or an app link: not in this release',
  agentTasks: 'tasks of agents: not in this release. Actor tokens let somebody else act as a user',
  protect: "Clerk's fraud detection is a service of Clerk",
  svix: 'the server sends webhooks itself, without Svix',
  proxyChecks:
    'the server fetches no URL that a request names. `GET /v1/proxy-health`, called through the proxy, says whether it works',
  interstitial: 'for SDKs of before 2024. Current ones use the handshake',
  devBrowser: 'for SDKs of before 2022. Current ones use `POST /v1/dev_browser`',
  clearSiteData: 'a page of any site could sign visitors out with it. `DELETE /v1/client` signs a browser out',
  integrationTokens: 'a JWT template makes the tokens of other services',
} as const satisfies Record<string, string>;
