import { mergeSettings, type SettingTree } from '../config/gather-settings.ts';
import { onStopSignal } from '../serve/on-stop-signal.ts';
import type { ServerParts } from '../serve/open-server.ts';
import { type Arguments, UsageError } from '../serve/parse-args.ts';
import { readConfigFile } from '../serve/read-config-file.ts';
import { checkSeed, SeedError } from './check-seed.ts';
import { withoutDecided } from './emulator-settings.ts';
import type { Emulator } from './emulator-types.ts';
import { openEmulator } from './open-emulator.ts';
import { readSeedFile } from './read-seed-file.ts';
import type { Seed } from './seed.ts';

/** Where `emulate` listens without `--port`, so that the publishable key is the same each time. */
const PORT = 4450;

/**
 * Runs `clerk-widgets emulate` until a signal stops it. It reads no environment variable: those of an application, such
 * as `DATABASE_URL`, are not for its emulator.
 *
 * @throws {SeedError} when the seed cannot be used
 * @throws {ConfigError} when a setting is wrong, or a file cannot be read
 */
export async function runEmulate(
  { flags, configFile, settings: given }: Arguments,
  parts: Partial<ServerParts> = {},
): Promise<void> {
  const file = configFile === undefined ? {} : await readConfigFile(configFile);
  const { port = PORT, host, ...settings }: SettingTree = mergeSettings(withoutDecided(file), given);
  const seed = typeof flags.seed === 'string' ? await readSeed(flags.seed) : {};
  const time = typeof flags.clock === 'string' ? checkTime(flags.clock) : undefined;
  const options = { ...parts, settings, seed, time, port: Number(port), host: host as string | undefined };
  const emulator = await openEmulator(options).catch((error: unknown) => {
    throw error instanceof SeedError ? new SeedError(error.problems, flags.seed as string) : error;
  });
  const stopped = onStopSignal(() => emulator.close());
  process.stdout.write(flags.json ? `${JSON.stringify(describe(emulator))}\n` : announce(emulator));
  await stopped;
}

/** Reads a seed, and checks its form before anything is started. */
async function readSeed(file: string): Promise<Seed> {
  const content = await readSeedFile(file);
  try {
    return checkSeed(content);
  } catch (error) {
    throw error instanceof SeedError ? new SeedError(error.problems, file) : error;
  }
}

function checkTime(text: string): string {
  if (!Number.isNaN(Date.parse(text))) return text;
  throw new UsageError(`--clock is no time: ${JSON.stringify(text)}. Give ISO 8601, such as 2026-03-01T12:00:00Z.`);
}

function describe({ url, publishableKey, secretKey, jwtKey, users }: Emulator): object {
  return { url, publishableKey, secretKey, jwtKey, users };
}

/** Says that the emulator is ready, and gives lines for an environment file. */
function announce({ url, env }: Emulator): string {
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value.includes('\n') ? `"${value}"` : value}`);
  return `emulator ready ${url}\n${lines.join('\n')}\n`;
}
