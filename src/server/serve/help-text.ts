import { envNameOf, flagNameOf, SETTING_GROUPS, SETTINGS, type Setting } from '../config/setting-table.ts';

const VALUES: Record<Setting['kind'], string> = {
  text: ' <text>',
  list: ' <a,b>',
  integer: ' <n>',
  boolean: '',
  json: ' <json>',
};

/** What `clerk-widgets --help` prints. */
export function helpText(): string {
  const flagOf = (setting: Setting) => `--${flagNameOf(setting)}${VALUES[setting.kind]}`;
  const width = Math.max(...SETTINGS.map((setting) => flagOf(setting).length));
  const lineOf = (setting: Setting) =>
    `  ${flagOf(setting).padEnd(width)}  ${setting.help}\n  ${' '.repeat(width)}  ${envNameOf(setting)}`;
  const groups = SETTING_GROUPS.map(({ title, settings }) => `${title}\n${settings.map(lineOf).join('\n')}`);
  return `clerk-widgets: sign-in for any web page, and the server behind it

Usage
  clerk-widgets serve [flags]   run the server
  clerk-widgets keys [flags]    print the publishable key of the instance
  clerk-widgets invite <address> [flags]
                                email an invitation to sign up, and print its link
  clerk-widgets help            print this
  clerk-widgets version         print the version

Flags win over environment variables, and those over the configuration file.
  --config <file>   JSON, or a module with a default export; else clerk.config.{json,js,mjs,ts} if there is one

Below each setting is its environment variable. --no-… turns a switch off.

${groups.join('\n\n')}

Keys, in the environment only
  CLERK_MASTER_KEY    32 random bytes in base64 or hex; required with Postgres. Default: made and kept in the key file
  CLERK_SIGNING_KEY   RSA-2048 private key in PEM. Default: made and kept
`;
}
