import {
  readApple,
  readDiscord,
  readFacebook,
  readGitHub,
  readLinkedIn,
  readMicrosoft,
  readStandard,
} from './read-profile.ts';
import type { BuiltInProvider, OAuthProvider, ProviderRow } from './types.ts';

const OPENID = ['openid', 'email', 'profile'];
const GRAPH = 'https://graph.facebook.com/v23.0';

/** Every provider by name. To add one, add a row here and a name to `BuiltInProvider`. */
export const PROVIDERS: Readonly<Record<BuiltInProvider, ProviderRow>> = {
  apple: {
    key: 'apple',
    name: 'Apple',
    protocol: 'oidc',
    issuer: 'https://appleid.apple.com',
    scopes: ['openid', 'email', 'name'],
    responseMode: 'form_post',
    tokenAuth: 'client_secret_post',
    readProfile: readApple,
  },
  discord: {
    key: 'discord',
    name: 'Discord',
    protocol: 'oauth2',
    issuer: 'https://discord.com',
    endpoints: {
      authorization: 'https://discord.com/oauth2/authorize',
      token: 'https://discord.com/api/oauth2/token',
      profile: 'https://discord.com/api/users/@me',
    },
    scopes: ['identify', 'email'],
    tokenAuth: 'client_secret_post',
    readProfile: readDiscord,
  },
  facebook: {
    key: 'facebook',
    name: 'Facebook',
    protocol: 'oauth2',
    issuer: 'https://www.facebook.com',
    endpoints: {
      authorization: 'https://www.facebook.com/v23.0/dialog/oauth',
      token: `${GRAPH}/oauth/access_token`,
      profile: `${GRAPH}/me?fields=id,first_name,last_name,email,picture.width(256).height(256)`,
    },
    scopes: ['public_profile', 'email'],
    tokenAuth: 'client_secret_post',
    readProfile: readFacebook,
  },
  github: {
    key: 'github',
    name: 'GitHub',
    protocol: 'oauth2',
    // GitHub names itself so in the `iss` of its callbacks.
    issuer: 'https://github.com/login/oauth',
    endpoints: {
      authorization: 'https://github.com/login/oauth/authorize',
      token: 'https://github.com/login/oauth/access_token',
      profile: 'https://api.github.com/user',
      emails: 'https://api.github.com/user/emails',
    },
    scopes: ['read:user', 'user:email'],
    tokenAuth: 'client_secret_post',
    readProfile: readGitHub,
  },
  gitlab: {
    key: 'gitlab',
    name: 'GitLab',
    protocol: 'oidc',
    issuer: 'https://gitlab.com',
    scopes: OPENID,
    readProfile: readStandard,
  },
  google: {
    key: 'google',
    name: 'Google',
    protocol: 'oidc',
    issuer: 'https://accounts.google.com',
    scopes: OPENID,
    readProfile: readStandard,
  },
  linkedin_oidc: {
    key: 'linkedin_oidc',
    name: 'LinkedIn',
    protocol: 'oidc',
    issuer: 'https://www.linkedin.com/oauth',
    scopes: OPENID,
    tokenAuth: 'client_secret_post',
    omitsNonce: true,
    refusesVerifier: true,
    readProfile: readLinkedIn,
  },
  microsoft: {
    key: 'microsoft',
    name: 'Microsoft',
    protocol: 'oidc',
    issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
    scopes: OPENID,
    tokenAuth: 'client_secret_post',
    readProfile: readMicrosoft,
  },
};

/** The row of an OpenID provider from the settings. */
export const CUSTOM: ProviderRow = {
  key: 'custom',
  name: '',
  protocol: 'oidc',
  issuer: '',
  scopes: OPENID,
  readProfile: readStandard,
};

/** Returns the provider that Google One Tap belongs to; undefined when the instance does not have it. */
export function findGoogle(providers: readonly OAuthProvider[]): OAuthProvider | undefined {
  return providers.find(({ row }) => row.key === 'google');
}

/** Returns whether a text is one scope (RFC 6749, section 3.3) of at most 200 characters. */
export function isScope(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(text);
}
