import { envNameOf, flagNameOf, SETTINGS, type Setting } from '../config/setting-table.ts';

const VALUES: Record<Setting['kind'], string> = {
  text: ' <text>',
  list: ' <a,b>',
  integer: ' <n>',
  boolean: '',
  json: ' <json>',
};

/** What `clerk-widgets --help` prints. */
export function helpText(): string {
  const rows = SETTINGS.map((setting) => [`--${flagNameOf(setting)}${VALUES[setting.kind]}`, setting] as const);
  const width = Math.max(...rows.map(([flag]) => flag.length));
  const settings = rows.map(
    ([flag, setting]) => `  ${flag.padEnd(width)}  ${setting.help}\n  ${' '.repeat(width)}  ${envNameOf(setting)}`,
  );
  return `clerk-widgets: sign-in for any web page, and the server behind it

Usage
  clerk-widgets serve [flags]   run the server
  clerk-widgets keys [flags]    print the publishable key of the instance
  clerk-widgets invite <address> [flags]
                                mail an invitation to sign up, and print its link
  clerk-widgets help            print this
  clerk-widgets version         print the version

Flags win over environment variables, and those over the configuration file.
  --config <file>   JSON, or a module with a default export; else clerk.config.{json,js,mjs,ts} if there is one

Settings, each with its environment variable (--no-… turns a switch off)
${settings.join('\n')}

Keys, in the environment only
  CLERK_MASTER_KEY    32 random bytes in base64 or hex; needed with Postgres. Default: made and kept in the key file
  CLERK_SIGNING_KEY   RSA-2048 private key in PEM. Default: made and kept
`;
}
