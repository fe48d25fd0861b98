import {
  readApple,
  readDiscord,
  readFacebook,
  readGitHub,
  readLinkedIn,
  readMicrosoft,
  readStandard,
} from './read-profile.ts';
import type { BuiltInProvider, Claims, Profile } from './types.ts';

/** What has to be known about a provider; everything else follows from its protocol. */
export interface ProviderRow {
  readonly key: BuiltInProvider | 'custom';
  readonly name: string;
  /** `oidc`: endpoints and keys are discovered, an ID token says who it is. `oauth2`: a profile is fetched. */
  readonly protocol: 'oidc' | 'oauth2';
  /** Issuer identifier; `{tenant}` is filled in from the settings. */
  readonly issuer: string;
  /** `oauth2` only; `emails` is a second list that the profile needs. */
  readonly endpoints?: { authorization: string; token: string; profile: string; emails?: string };
  readonly scopes: readonly string[];
  /** How the provider answers, when not by a plain redirect. */
  readonly responseMode?: 'form_post';
  /** How the secret is sent; default: what the metadata prefers. */
  readonly tokenAuth?: 'client_secret_post';
  /** Its ID tokens never repeat the nonce. */
  readonly omitsNonce?: true;
  /** Its token endpoint refuses a PKCE verifier; the challenge is sent all the same. */
  readonly refusesVerifier?: true;
  readonly readProfile: (claims: Claims, emails: readonly Claims[]) => Profile;
}

const OPENID = ['openid', 'email', 'profile'];
const GRAPH = 'https://graph.facebook.com/v23.0';

/** Every provider by name. A new one is one row here and one entry in `BuiltInProvider`. */
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
    // As it names itself in the `iss` of its callbacks.
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

/** Any OpenID provider that the operator names. */
export const CUSTOM: ProviderRow = {
  key: 'custom',
  name: '',
  protocol: 'oidc',
  issuer: '',
  scopes: OPENID,
  readProfile: readStandard,
};
