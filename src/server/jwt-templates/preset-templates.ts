import type { JsonObject } from '../expressions/evaluate.ts';
import type { SigningAlgorithm } from '../lib/jwt-key.ts';

/** A ready-made template for a service. */
export interface PresetTemplate {
  /** What it is called, and the name that a template made of it has unless it is given another one. */
  readonly name: string;
  /** Name of the service. */
  readonly service: string;
  readonly claims: JsonObject;
  /** Seconds. */
  readonly lifetime: number;
  readonly signingAlgorithm: SigningAlgorithm;
  /** The key it needs: a secret that it shares with the service, the JSON file of a service account, or none. */
  readonly key: 'none' | 'shared secret' | 'service account';
  /** What to set up at the service, in one sentence. */
  readonly says: string;
}

/** Stands in the claims of a template for the email address of the service account. */
export const SERVICE_ACCOUNT = 'SERVICE_ACCOUNT_EMAIL';

/** Returns the ready-made templates. */
export function presetTemplates(): readonly PresetTemplate[] {
  return PRESETS;
}

const PRESETS: readonly PresetTemplate[] = [
  {
    name: 'hasura',
    service: 'Hasura',
    claims: {
      'https://hasura.io/jwt/claims': {
        'x-hasura-default-role': 'user',
        'x-hasura-allowed-roles': ['user'],
        'x-hasura-user-id': '{{user.id}}',
      },
    },
    lifetime: 60,
    signingAlgorithm: 'RS256',
    key: 'none',
    says: 'Set HASURA_GRAPHQL_JWT_SECRET to {"jwk_url":"https://…/.well-known/jwks.json"}.',
  },
  {
    name: 'supabase',
    service: 'Supabase',
    claims: {
      aud: 'authenticated',
      role: 'authenticated',
      email: '{{user.primary_email_address}}',
      app_metadata: { provider: 'clerk' },
      user_metadata: {},
    },
    lifetime: 60,
    signingAlgorithm: 'HS256',
    key: 'shared secret',
    says: "Give it the project's JWT secret; policies read auth.jwt()->>'sub', because ids of users are no UUIDs.",
  },
  {
    name: 'convex',
    service: 'Convex',
    claims: {
      aud: 'convex',
      name: '{{user.full_name}}',
      given_name: '{{user.first_name}}',
      family_name: '{{user.last_name}}',
      nickname: '{{user.username}}',
      picture: '{{user.image_url}}',
      email: '{{user.primary_email_address}}',
      email_verified: '{{user.email_verified}}',
      phone_number: '{{user.primary_phone_number}}',
      phone_number_verified: '{{user.phone_number_verified}}',
      updated_at: '{{user.updated_at}}',
    },
    lifetime: 60,
    signingAlgorithm: 'RS256',
    key: 'none',
    says: 'Name the issuer as domain in auth.config.ts, with applicationID: "convex"; the template has to be called convex.',
  },
  {
    name: 'firebase',
    service: 'Firebase',
    claims: {
      iss: SERVICE_ACCOUNT,
      sub: SERVICE_ACCOUNT,
      aud: 'https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit',
      uid: '{{user.id}}',
      claims: { email: '{{user.primary_email_address}}' },
    },
    lifetime: 300,
    signingAlgorithm: 'RS256',
    key: 'service account',
    says: 'Give it the JSON file of a service account; pages pass the token to signInWithCustomToken.',
  },
];
