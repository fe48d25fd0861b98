import { randomBytes } from 'node:crypto';
import { openCdnLibrary } from '../cdn/cdn-library.ts';
import { ownReleases } from '../cdn/own-releases.ts';
import { type SettingTree } from '../config/gather-settings.ts';
import type { DevMessage } from '../delivery/port.ts';
import { NO_LIMITS } from '../http/limits.ts';
import { EMULATOR_SIGNING_KEY } from '../keys/emulator-keys.ts';
import { createSigner, publicKeyPem } from '../keys/signing-key.ts';
import { createConsoleLogger, type Logger } from '../logger.ts';
import { listen } from '../serve/listen.ts';
import { type EmulatorParts, openServer, type ServerParts } from '../serve/open-server.ts';
import { checkSeed } from './check-seed.ts';
import { createDevControls } from './dev-controls.ts';
import { emulatorSettings } from './emulator-settings.ts';
import { envOf } from './emulator-env.ts';
import { EmulatorError } from './emulator-error.ts';
import type { Emulator, EmulatorControls, EmulatorOptions } from './emulator-types.ts';
import { openGenerations } from './generations.ts';
import { quickPasswords } from './quick-passwords.ts';
import { signInUser } from './sign-in-user.ts';
import { VirtualClock } from './virtual-clock.ts';

type Answer = (request: Request, info: { ip?: string }) => Response | Promise<Response>;

/** Options of an emulator whose seed and settings are read, and not checked. */
export interface OpenEmulatorOptions extends Omit<EmulatorOptions, 'seed' | 'settings'>, Partial<ServerParts> {
  seed?: unknown;
  settings?: SettingTree | undefined;
}

/** The port in the URL of an emulator that listens on none. */
const NO_PORT = 4450;
const LOOPBACK = '127.0.0.1';

/**
 * Starts the server of `serve` with its data in memory and a clock that can be set. Its keys are the same on every
 * machine, password hashes are cheap, and there are no rate limits.
 *
 * @throws {SeedError} when the seed cannot be used
 * @throws {ConfigError} when settings are wrong, or the port is taken
 */
export async function openEmulator(options: OpenEmulatorOptions): Promise<Emulator> {
  const { port = 0, host = LOOPBACK } = options;
  if (port === null)
    return start(
      options,
      `http://localhost:${NO_PORT}`,
      () => {},
      async () => {},
    );
  // It listens before there is a server: the port is part of the settings.
  let answer: Answer = () => new Response('Starting.\n', { status: 503, headers: { 'Retry-After': '1' } });
  const listener = await listen({ port, host, fetch: (request, info) => answer(request, info) });
  try {
    const answerWith = (next: Answer) => {
      answer = next;
    };
    return await start(options, `http://localhost:${listener.port}`, answerWith, listener.close);
  } catch (error) {
    await listener.close(0);
    throw error;
  }
}

async function start(
  options: OpenEmulatorOptions,
  address: string,
  answerWith: (answer: Answer) => void,
  stopListening: () => Promise<void>,
): Promise<Emulator> {
  const input = emulatorSettings(options.settings ?? {}, address);
  const clock = new VirtualClock(options.time === undefined ? undefined : timeOf(options.time));
  const logger = once(options.logger ?? createConsoleLogger(input.logLevel));
  const signer = createSigner(EMULATOR_SIGNING_KEY, 'the key of the emulator');
  const emulator: EmulatorParts = {
    keys: { signer, secret: new Uint8Array(randomBytes(32)) },
    passwords: quickPasswords(),
    limits: NO_LIMITS,
    releases: ownReleases(() => openCdnLibrary(input.cdnDir)),
  };
  let seed = checkSeed(options.seed ?? {});
  const parts = { emulator, ...(options.pageRenderer && { pageRenderer: options.pageRenderer }) };
  const generations = await openGenerations(() => openServer(input, { clock, logger, env: {} }, parts), seed);
  const config = await generations.run(async (server) => server.config);
  const jwtKey = publicKeyPem(signer.jwk);
  const secretKey = config.secretKey ?? '';

  const controls: EmulatorControls = {
    url: config.url,
    publishableKey: config.publishableKey,
    secretKey,
    jwtKey,
    env: envOf(config, jwtKey),
    async reset(next) {
      const checked = next === undefined ? seed : checkSeed(next);
      const users = await generations.renew(checked, () => clock.reset());
      seed = checked;
      return users;
    },
    async advance(seconds) {
      clock.advance(seconds);
      return clock.state();
    },
    async setTime(time) {
      clock.set(timeOf(time));
      return clock.state();
    },
    async useRealTime() {
      clock.followMachine();
      return clock.state();
    },
    clock: async () => clock.state(),
    messages: (to): Promise<DevMessage[]> =>
      generations.run(({ services }) => services.storage.listDevMessages(to === undefined ? {} : { to })),
    signIn: (who) =>
      generations.run(({ services }) => signInUser(services, typeof who === 'string' ? { user: who } : who)),
  };
  const control = createDevControls(controls, config);
  const answer: Answer = (request, info) =>
    control(request) ?? generations.run((server) => server.fetch(request, info));
  answerWith(answer);

  let closing: Promise<void> | undefined;
  const close = () => (closing ??= stopListening().then(generations.close));
  return {
    ...controls,
    get users() {
      return generations.users;
    },
    fetch: async (input, init) => {
      const request =
        input instanceof Request ? new Request(input, init) : new Request(new URL(input, config.url), init);
      return answer(request, { ip: LOOPBACK });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function timeOf(time: Date | string): number {
  const ms = typeof time === 'string' ? Date.parse(time) : time.getTime();
  if (Number.isNaN(ms))
    throw new EmulatorError(422, 'The time is no date. Give ISO 8601, such as 2026-03-01T12:00:00Z.');
  return ms;
}

/** Leaves out warnings that were logged before: each reset opens a server, which warns of the same things. */
function once(logger: Logger): Logger {
  const warned = new Set<string>();
  return {
    ...logger,
    warn(message, fields) {
      if (!warned.has(message)) logger.warn(message, fields);
      warned.add(message);
    },
  };
}
