import { SCOPES } from '../backend-api/scopes.ts';

/** What may stand behind the name of a command. */
export interface Operands {
  /** How the help writes it, such as `<address>`. */
  usage: string;
  /** What the user reads when there is none; undefined: none is needed. */
  missing?: string;
  /** There may be several. */
  isList?: boolean;
}

/** A flag that one command has, besides those of the settings. */
export interface CommandFlag {
  /** `text` has a value, `list` has several, split at commas, and `switch` has none. */
  kind: 'text' | 'list' | 'switch';
  /** How the help writes its value, such as `<file>`. */
  value?: string;
}

export interface CommandSpec {
  operands?: Operands;
  flags?: Readonly<Record<string, CommandFlag>>;
  /** What it does, for the help. */
  help: string;
}

const SCOPE_NAMES = Object.keys(SCOPES).join(', ');

const RENDER_FLAGS = {
  'publishable-key': { kind: 'text', value: '<pk_…>' },
  path: { kind: 'text', value: '<path of the page>' },
  options: { kind: 'text', value: '<file>' },
  output: { kind: 'text', value: '<file>' },
  document: { kind: 'switch' },
} as const;

/** Every command. The parser and the help are read from this table. A name has one word or two. */
export const COMMANDS = {
  serve: { help: 'run the server' },
  emulate: {
    flags: {
      seed: { kind: 'text', value: '<file>' },
      clock: { kind: 'text', value: '<time>' },
      json: { kind: 'switch' },
    },
    help:
      'run the server for tests, in memory and with a clock that can be set (docs/testing.md). It reads no environment ' +
      'variable, and a configuration file only with --config',
  },
  keys: { help: 'print the publishable key, and the public key to give applications as CLERK_JWT_KEY' },
  'keys create': {
    flags: { name: { kind: 'text', value: '<text>' }, scope: { kind: 'list', value: '<a,b>' } },
    help:
      'print a new secret key of the Backend API, this once. Without --scope it may do everything. ' +
      `Scopes: ${SCOPE_NAMES}`,
  },
  'keys list': { help: 'list the secret keys' },
  'keys revoke': {
    operands: {
      usage: '<id or last four characters> …',
      missing: 'keys revoke needs an id, or the last four characters of a key.',
      isList: true,
    },
    help: 'revoke secret keys',
  },
  invite: {
    operands: { usage: '<address>', missing: 'invite needs an email address.' },
    help: 'email an invitation to sign up, and print its link',
  },
  'users create': {
    flags: {
      email: { kind: 'list', value: '<a,b>' },
      phone: { kind: 'list', value: '<a,b>' },
      username: { kind: 'text', value: '<text>' },
      'first-name': { kind: 'text', value: '<text>' },
      'last-name': { kind: 'text', value: '<text>' },
      'external-id': { kind: 'text', value: '<text>' },
      'password-stdin': { kind: 'switch' },
      'skip-password-checks': { kind: 'switch' },
    },
    help: 'create a user, whose addresses and numbers count as verified, and print the id',
  },
  'users list': {
    flags: {
      query: { kind: 'text', value: '<text>' },
      limit: { kind: 'text', value: '<n>' },
      json: { kind: 'switch' },
    },
    help: 'list the newest users, or those in whose name or identifiers the text is',
  },
  'users import': {
    operands: { usage: '<file>', missing: 'users import needs a file, or - for the standard input.' },
    flags: {
      format: { kind: 'text', value: '<name>' },
      'dry-run': { kind: 'switch' },
      update: { kind: 'switch' },
      'keep-ids': { kind: 'switch' },
      'assume-verified': { kind: 'switch' },
      'with-webhooks': { kind: 'switch' },
      'firebase-hash-config': { kind: 'text', value: '<file>' },
      report: { kind: 'text', value: '<file>' },
    },
    help:
      'import users with their passwords from Clerk, Auth0, Firebase, Supabase or JSON. Nobody is mailed. ' +
      'Formats: clerk, json, auth0, firebase, supabase; default: what the first user looks like',
  },
  'users export': {
    flags: {
      format: { kind: 'text', value: '<json|csv>' },
      output: { kind: 'text', value: '<file>' },
      'with-hashes': { kind: 'switch' },
      'with-secrets': { kind: 'switch' },
    },
    help: 'write all users, with the hashes of their passwords and the secrets of their authenticator apps if you say so',
  },
  'jwt-templates list': { help: 'list the JWT templates (docs/jwt-templates.md)' },
  'jwt-templates presets': { help: 'show the ready-made JWT templates' },
  'jwt-templates create': {
    flags: {
      preset: { kind: 'text', value: '<name>' },
      file: { kind: 'text', value: '<file>' },
      name: { kind: 'text', value: '<text>' },
      'key-file': { kind: 'text', value: '<file>' },
    },
    help: 'create a JWT template, from a preset or a JSON file, and print its id',
  },
  'jwt-templates delete': {
    operands: { usage: '<name or id>', missing: 'jwt-templates delete needs the name or the id of a template.' },
    help: 'delete a JWT template',
  },
  'webhooks list': { help: 'list the endpoints of webhooks' },
  'templates check': {
    help: 'check the files of templatesDir, and list what they replace. For text messages, with the number of segments',
  },
  'templates preview': {
    operands: { usage: '<message>', missing: 'templates preview needs a message, such as email/invitation.' },
    flags: { html: { kind: 'switch' } },
    help: 'print a message with sample values, such as email/invitation; with --html its HTML',
  },
  'webhooks create': {
    operands: { usage: '<url>', missing: 'webhooks create needs the https URL of your receiver.' },
    flags: { event: { kind: 'list', value: '<a,b>' }, description: { kind: 'text', value: '<text>' } },
    help: "add an endpoint, and print its secret, this once. Without --event it gets Clerk's events but those with codes",
  },
  'webhooks delete': {
    operands: { usage: '<id>', missing: 'webhooks delete needs the id of an endpoint.' },
    help: 'delete an endpoint',
  },
  'webhooks disable': {
    operands: { usage: '<id>', missing: 'webhooks disable needs the id of an endpoint.' },
    help: 'send nothing more to an endpoint',
  },
  'webhooks enable': {
    operands: { usage: '<id>', missing: 'webhooks enable needs the id of an endpoint.' },
    help: 'send to an endpoint again that was disabled',
  },
  'webhooks rotate-secret': {
    operands: { usage: '<id>', missing: 'webhooks rotate-secret needs the id of an endpoint.' },
    help: 'print a new secret of an endpoint. The old one signs too for 24 hours',
  },
  'webhooks test': {
    operands: { usage: '<id>', missing: 'webhooks test needs the id of an endpoint.' },
    flags: { event: { kind: 'list', value: '<a,b>' } },
    help: 'send an example of an event, by default user.created, and print what the receiver answers',
  },
  'webhooks failed': {
    operands: { usage: '<id>', missing: 'webhooks failed needs the id of an endpoint.' },
    help: 'list the webhooks that the server has given up for an endpoint',
  },
  'webhooks retry': {
    operands: { usage: '<id>', missing: 'webhooks retry needs the id of a failed webhook, or of an endpoint.' },
    flags: { since: { kind: 'text', value: '<date>' } },
    help: 'send a failed webhook again, or with the id of an endpoint all that failed or wait for their next try',
  },
  'render sign-in': {
    flags: RENDER_FLAGS,
    help:
      'write the sign-in form as HTML, for a page that no server renders (docs/server-rendering.md). It asks the server at ' +
      '--url, or at the host of --publishable-key. --options names a JSON file or a module with the options of renderSignIn',
  },
  'render sign-up': { flags: RENDER_FLAGS, help: 'write the sign-up form in the same way' },
  csp: {
    flags: {
      script: { kind: 'text', value: '<instance|npm|exact|bundled|url>' },
      page: { kind: 'text', value: '<url>' },
      'proxy-path': { kind: 'text', value: '<path>' },
      nonce: { kind: 'text', value: '<nonce>' },
      rendered: { kind: 'switch' },
      hash: { kind: 'list', value: '<sha256-…|file.html>' },
      'trusted-types': { kind: 'switch' },
      explain: { kind: 'switch' },
      header: { kind: 'switch' },
      meta: { kind: 'switch' },
      json: { kind: 'switch' },
      check: { kind: 'text', value: '<policy>' },
    },
    help:
      'print the strictest Content-Security-Policy for a page with elements (docs/content-security-policy.md), or with --check ' +
      'what a policy lacks. It asks no server',
  },
  doctor: {
    operands: {
      usage: '<page url>',
      missing: 'doctor needs the URL of a page, such as https://app.example.com/sign-in.',
    },
    flags: {
      'publishable-key': { kind: 'text', value: '<pk_…>' },
      'frontend-api': { kind: 'text', value: '<url>' },
      'proxy-url': { kind: 'text', value: '<url>' },
      json: { kind: 'switch' },
    },
    help:
      'look at a page from outside, and name what is wrong with its set-up and how to mend it (docs/doctor.md). The flags ' +
      'are for pages that scripts draw. It reads no configuration. The exit code is 1 when something is broken',
  },
  admin: { help: 'print a link that signs in to the admin page, once and within ten minutes' },
  help: { help: 'print this' },
  version: { help: 'print the version' },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

/** The same table, for those who read all of it. */
export const COMMAND_SPECS: Readonly<Record<string, CommandSpec>> = COMMANDS;
