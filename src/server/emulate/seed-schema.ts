import type { Seed, SeedEmailAddress, SeedExternalAccount, SeedPhoneNumber, SeedSession, SeedUser } from './seed.ts';

/** The part of JSON Schema (draft 2020-12) that {@link SEED_SCHEMA} uses. */
export interface Schema {
  $schema?: string;
  $id?: string;
  title?: string;
  /** For people: editors show it, and so does the error of a value that does not fit. */
  description?: string;
  type?: 'object' | 'array' | 'string' | 'boolean';
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean;
  items?: Schema;
  /** Either a text, or an object with more about it. */
  anyOf?: readonly [Schema, Schema];
  pattern?: string;
  format?: 'date-time';
  minLength?: number;
  maxLength?: number;
  /** A secret: the error of a value that does not fit does not show it. */
  writeOnly?: boolean;
}

const text = (description: string, more: Schema = {}): Schema => ({
  description,
  type: 'string',
  minLength: 1,
  maxLength: 256,
  ...more,
});
const idOf = (prefix: string, described: string): Schema =>
  text(`${described}: ${prefix}_ and up to 50 letters and digits.`, { pattern: `^${prefix}_[A-Za-z0-9]{1,50}$` });
const time = (description: string): Schema => ({
  description: `${description}, in ISO 8601, such as 2026-03-01T12:00:00Z.`,
  type: 'string',
  format: 'date-time',
});
const flag = (description: string): Schema => ({ description, type: 'boolean' });
const list = (description: string, items: Schema): Schema => ({ description, type: 'array', items });
const free = (description: string): Schema => ({ description, type: 'object' });

/** Describes an object with these properties and no others. It does not compile when one is missing or unknown. */
function object<T>(
  description: string,
  properties: Readonly<Record<keyof T & string, Schema>>,
  required: readonly (keyof T & string)[] = [],
): Schema {
  return { description, type: 'object', properties, ...(required.length && { required }), additionalProperties: false };
}

const emailText = text('An email address, such as ada@example.com.');
const phoneText = text('A phone number in international form, such as +12015550123.');

const emailAddress = object<SeedEmailAddress>(
  'An email address, and more about it.',
  {
    emailAddress: emailText,
    id: idOf('idn', 'The id of the address'),
    verified: flag('Whether the address is verified: true (default) or false.'),
  },
  ['emailAddress'],
);

const phoneNumber = object<SeedPhoneNumber>(
  'A phone number, and more about it.',
  {
    phoneNumber: phoneText,
    id: idOf('idn', 'The id of the number'),
    verified: flag('Whether the number is verified: true (default) or false.'),
    reservedForSecondFactor: flag('Whether codes to this number are a second factor: true or false (default).'),
  },
  ['phoneNumber'],
);

const externalAccount = object<SeedExternalAccount>(
  'An account at an OAuth provider that the user has connected.',
  {
    provider: text('Name of the provider, such as google.', { pattern: '^(oauth_)?[a-z0-9_-]{1,40}$' }),
    providerUserId: text("The provider's own id of the person (sub)."),
    id: idOf('eac', 'The id of the account'),
    emailAddress: text('The address that the provider has. Default: the first email address of the user.'),
    username: text('The name that the person has at the provider.'),
    firstName: text('The first name that the provider has.'),
    lastName: text('The last name that the provider has.'),
    imageUrl: text('https URL of a picture.', { pattern: '^https://', maxLength: 2048 }),
  },
  ['provider', 'providerUserId'],
);

const session = object<SeedSession>('A session that is active when the emulator starts.', {
  id: idOf('sess', 'The id of the session'),
  createdAt: time('When the user signed in'),
  lastActiveAt: time('When the session was last in use'),
});

const user = object<SeedUser>('A user. An email address, a phone number, a wallet or a username is required.', {
  id: idOf('user', 'The id of the user'),
  emailAddresses: list('The email addresses of the user. The first one is the primary one.', {
    anyOf: [emailText, emailAddress],
  }),
  phoneNumbers: list('The phone numbers of the user. The first one is the primary one.', {
    anyOf: [phoneText, phoneNumber],
  }),
  web3Wallets: list('The wallets of the user. The first one is the primary one.', text('The address of a wallet.')),
  username: text('The username.'),
  firstName: text('The first name.'),
  lastName: text('The last name.'),
  password: text('The password as the user types it. The password policy does not apply.', { writeOnly: true }),
  passwordDigest: text('The hash of the password that another system made, instead of password.', {
    maxLength: 1024,
    writeOnly: true,
  }),
  passwordHasher: text('What made passwordDigest, such as bcrypt.'),
  totpSecret: text('The secret of an authenticator app: at least 16 characters of base32.', {
    pattern: '^[A-Za-z2-7]{16,128}=*$',
    writeOnly: true,
  }),
  backupCodes: list(
    'Backup codes.',
    text('A backup code: 6 to 64 letters and digits.', { pattern: '^[A-Za-z0-9-]{6,64}$', writeOnly: true }),
  ),
  externalAccounts: list('The accounts at OAuth providers that the user has connected.', externalAccount),
  sessions: list('The sessions that are active when the emulator starts.', session),
  externalId: text('Id of the user in another system; unique.'),
  publicMetadata: free('The public metadata, which the user can read: an object.'),
  privateMetadata: free('The private metadata, which only the Backend API shows: an object.'),
  unsafeMetadata: free('The unsafe metadata, which the user can change: an object.'),
  banned: flag('Whether the user is banned: true or false (default).'),
  locked: flag('Whether too many failed tries have locked the account: true or false (default).'),
  createdAt: time('When the user was created'),
  legalAcceptedAt: time('When the user accepted the legal documents'),
});

/** The JSON Schema of a seed. The package has it as `clerk-widgets/seed.schema.json`. */
export const SEED_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Seed of clerk-widgets emulate',
  ...object<Seed>('What the emulator holds when it starts, and after every reset.', {
    $schema: text('Address of this schema, for editors.', { maxLength: 2048 }),
    users: list('The users.', user),
  }),
};
