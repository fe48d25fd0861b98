/**
 * The server for tests: in memory, with a seed and a clock that can be set, any number of them in one process.
 *
 * @module clerk-widgets/testing
 */
import { openEmulator } from '../server/emulate/open-emulator.ts';
import type { Emulator, EmulatorOptions } from '../server/emulate/emulator-types.ts';
import { readSeedFile } from '../server/emulate/read-seed-file.ts';
import type { SettingTree } from '../server/config/gather-settings.ts';
import { loadPageRenderer } from './load-page-renderer.ts';

export { SeedError, type SeedProblem } from '../server/emulate/check-seed.ts';
export { connectEmulator } from '../server/emulate/connect-emulator.ts';
export { type EmulatorEnv, emulatorEnv } from '../server/emulate/emulator-env.ts';
export type { EmulatorSettings } from '../server/emulate/emulator-settings.ts';
export type {
  Emulator,
  EmulatorControls,
  EmulatorCookie,
  EmulatorOptions,
  EmulatorSession,
  SeededUser,
  WhoSignsIn,
} from '../server/emulate/emulator-types.ts';
export type { ClockState } from '../server/emulate/virtual-clock.ts';
export {
  defineSeed,
  type Seed,
  type SeedEmailAddress,
  type SeedExternalAccount,
  type SeedPhoneNumber,
  type SeedSession,
  type SeedUser,
} from '../server/emulate/seed.ts';
export type { DevMessage } from '../server/delivery/port.ts';
export type { Logger } from '../server/logger.ts';
export { ConfigError, type ConfigProblem } from '../server/lib/config-error.ts';

/**
 * Starts an emulator in this process. It has its own data and clock: any number of them run side by side.
 *
 * @param options what exists at the start, and how the instance is set
 * @returns the emulator. `close` it at the end, or declare it by `await using`
 * @throws {SeedError} when the seed cannot be used; it names every wrong part
 * @throws {ConfigError} when settings are wrong
 * @example
 * import { createEmulator } from 'clerk-widgets/testing';
 *
 * await using emulator = await createEmulator({ seed: { users: [{ emailAddresses: ['ada@example.com'] }] } });
 * const { token } = await emulator.signIn('ada@example.com');
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { seed, settings, ...others } = options;
  return openEmulator({
    ...others,
    seed: typeof seed === 'string' ? await readSeedFile(seed) : seed,
    settings: settings as SettingTree | undefined,
    pageRenderer: loadPageRenderer,
  });
}
