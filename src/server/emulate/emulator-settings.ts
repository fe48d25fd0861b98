import { ConfigError, type ConfigProblem } from '../lib/config-error.ts';
import type { ConfigInput } from '../config/config.ts';
import type { SettingTree } from '../config/gather-settings.ts';
import { EMULATOR_SECRET_KEY } from '../keys/emulator-keys.ts';

/** Settings that an emulator decides itself: it keeps nothing, has fixed keys and sends nothing. */
type Decided =
  | 'instanceType'
  | 'databaseUrl'
  | 'keyFile'
  | 'testMode'
  | 'forceTestMode'
  | 'smtp'
  | 'sms'
  | 'port'
  | 'host';

/** The settings of an emulator. All have defaults. */
export interface EmulatorSettings extends Omit<Partial<ConfigInput>, Decided> {
  sms?: Pick<NonNullable<ConfigInput['sms']>, 'countries'>;
}

/** Settings that say where a server is, which is not where its emulator is. */
const PLACES = [
  'url',
  'frontendApi',
  'allowedOrigins',
  'homeUrl',
  'signInUrl',
  'signUpUrl',
  'userProfileUrl',
  'waitlistUrl',
  'afterSignInUrl',
  'afterSignUpUrl',
  'afterSignOutUrl',
  'cookieDomain',
  'port',
  'host',
] as const satisfies readonly (keyof ConfigInput)[];

/** Where development servers listen by default: Next.js, Vite and its preview, Angular, Astro, and many others. */
const USUAL_PORTS = [3000, 3001, 4173, 4200, 4321, 5173, 8000, 8080];

const WHY: Readonly<Record<Exclude<Decided, 'port' | 'host' | 'sms'>, string>> = {
  instanceType: 'is always development in the emulator',
  databaseUrl: 'is always memory in the emulator',
  keyFile: 'is not for the emulator, which has fixed keys',
  testMode: 'is always on in the emulator',
  forceTestMode: 'is not for the emulator, where test mode is always on',
  smtp: 'is not for the emulator, which sends nothing',
};

/**
 * Returns the settings of the server in an emulator.
 *
 * @param given settings as a test or the command line gives them
 * @param url address of the emulator
 * @throws {ConfigError} that names each setting that the emulator decides itself
 */
export function emulatorSettings(given: SettingTree, url: string): ConfigInput {
  const { sms } = given as EmulatorSettings;
  const problems = Object.entries(WHY).flatMap(([setting, problem]): ConfigProblem[] =>
    setting in given && !isSame(setting, given[setting]) ? [{ setting, problem, cure: 'Leave it out.' }] : [],
  );
  const others = Object.keys(sms ?? {}).filter((name) => name !== 'countries');
  if (others.length > 0) {
    problems.push({
      setting: `sms.${others[0]}`,
      problem: 'is not for the emulator, which sends nothing',
      cure: 'Leave it out.',
    });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    url,
    allowedOrigins: USUAL_PORTS.map((port) => `http://localhost:${port}`),
    applicationName: 'Emulator',
    secretKey: EMULATOR_SECRET_KEY,
    // Tests try wrong passwords, of which a server warns.
    logLevel: 'error',
    ...given,
    instanceType: 'development',
    databaseUrl: 'sqlite::memory:',
    testMode: true,
  } as ConfigInput;
}

/**
 * Takes out of a configuration file, which is that of a server, what an emulator decides itself and where the server is.
 * What remains says how users sign in.
 */
export function withoutDecided(file: SettingTree): SettingTree {
  const { countries } = ((file as EmulatorSettings).sms ?? {}) as { countries?: unknown };
  // Receivers of the server must not hear of what tests do.
  const others: string[] = ['sms', 'webhooks', 'secretKey', ...PLACES];
  const kept = Object.entries(file).filter(([name]) => !(name in WHY) && !others.includes(name));
  return { ...Object.fromEntries(kept), ...(countries !== undefined && { sms: { countries } }) };
}

/** Returns whether a setting says what the emulator does anyway. */
function isSame(setting: string, value: unknown): boolean {
  return (
    (setting === 'instanceType' && value === 'development') ||
    (setting === 'databaseUrl' && value === 'sqlite::memory:') ||
    (setting === 'testMode' && value === true)
  );
}
