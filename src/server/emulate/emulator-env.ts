import type { InstanceConfig } from '../config/config.ts';
import { parseConfig } from '../config/parse-config.ts';
import { EMULATOR_SIGNING_KEY } from '../keys/emulator-keys.ts';
import { createSigner, publicKeyPem } from '../keys/signing-key.ts';
import { emulatorSettings } from './emulator-settings.ts';

/** The variables that the server of an application reads. */
export interface EmulatorEnv extends Record<string, string> {
  CLERK_PUBLISHABLE_KEY: string;
  CLERK_SECRET_KEY: string;
  /** Where the Backend API is. */
  CLERK_API_URL: string;
  /** Where the Frontend API is, for servers that forward it. */
  CLERK_FAPI_URL: string;
  /** The public key in PEM. */
  CLERK_JWT_KEY: string;
}

/**
 * Returns the variables for an application whose server is an emulator. The keys are the same on every machine, so no
 * emulator has to run yet.
 *
 * @param url address of the emulator
 * @example
 * // playwright.config.ts
 * webServer: { command: 'npm start', url: 'http://localhost:3000', env: emulatorEnv() },
 */
export function emulatorEnv(url = 'http://localhost:4450'): EmulatorEnv {
  const { jwk } = createSigner(EMULATOR_SIGNING_KEY, 'the key of the emulator');
  return envOf(parseConfig(emulatorSettings({}, url)), publicKeyPem(jwk));
}

/** Returns the variables for an application whose server has these settings. @param jwtKey the public key in PEM */
export function envOf(
  { publishableKey, secretKey, url }: Pick<InstanceConfig, 'publishableKey' | 'secretKey' | 'url'>,
  jwtKey: string,
): EmulatorEnv {
  return {
    CLERK_PUBLISHABLE_KEY: publishableKey,
    CLERK_SECRET_KEY: secretKey ?? '',
    CLERK_API_URL: url,
    CLERK_FAPI_URL: url,
    CLERK_JWT_KEY: jwtKey,
  };
}
