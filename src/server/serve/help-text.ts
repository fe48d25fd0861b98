import { SCOPES } from '../backend-api/scopes.ts';
import { envNameOf, flagNameOf, SETTING_GROUPS, SETTINGS, type Setting } from '../config/setting-table.ts';

const VALUES: Record<Setting['kind'], string> = {
  text: ' <text>',
  list: ' <a,b>',
  integer: ' <n>',
  boolean: '',
  json: ' <json>',
};

const SCOPE_LINES = `Scopes: ${Object.keys(SCOPES)
  .join(', ')
  .replace(/(write), (sign)/, `$1,\n${' '.repeat(32)}$2`)}`;

/** Returns the text that `clerk-widgets --help` prints. */
export function helpText(): string {
  const flagOf = (setting: Setting) => `--${flagNameOf(setting)}${VALUES[setting.kind]}`;
  const width = Math.max(...SETTINGS.map((setting) => flagOf(setting).length));
  const lineOf = (setting: Setting) =>
    `  ${flagOf(setting).padEnd(width)}  ${setting.help}\n  ${' '.repeat(width)}  ${envNameOf(setting)}`;
  const groups = SETTING_GROUPS.map(({ title, settings }) => `${title}\n${settings.map(lineOf).join('\n')}`);
  return `clerk-widgets: sign-in for any web page, and the server behind it

Usage
  clerk-widgets serve [flags]   run the server
  clerk-widgets keys [flags]    print the publishable key, and the public key to give applications as CLERK_JWT_KEY
  clerk-widgets keys create [--name <text>] [--scope <a,b>] [flags]
                                print a new secret key of the Backend API, this once. Without --scope it may do
                                everything. ${SCOPE_LINES}
  clerk-widgets keys list [flags]
                                list the secret keys
  clerk-widgets keys revoke <id or last four characters> … [flags]
                                revoke secret keys
  clerk-widgets invite <address> [flags]
                                email an invitation to sign up, and print its link
  clerk-widgets help            print this
  clerk-widgets version         print the version

A flag overrides an environment variable, which overrides the configuration file.
  --config <file>   JSON, or a module with a default export. Default: clerk.config.{json,js,mjs,ts} if one exists

Below each setting is its environment variable. --no-<flag> turns a switch off.

${groups.join('\n\n')}

Keys, in the environment only
  CLERK_MASTER_KEY    32 random bytes in base64 or hex; required with Postgres. Default: created and kept in the key file
  CLERK_SIGNING_KEY   RSA-2048 private key in PEM. Default: created and kept
`;
}
