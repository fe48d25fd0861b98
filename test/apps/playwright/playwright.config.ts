import { defineConfig } from '@playwright/test';
import { emulatorEnv } from 'clerk-widgets/testing';

const { EMULATOR_PORT = '4450', APP_PORT = '3000', CHROMIUM_PATH } = process.env;
const emulator = `http://localhost:${EMULATOR_PORT}`;

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  // A busy machine takes longer than Playwright waits by default.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 2,
  use: {
    baseURL: `http://localhost:${APP_PORT}`,
    launchOptions: CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH, args: ['--no-sandbox'] } : {},
  },
  webServer: [
    {
      command: `npx clerk-widgets emulate --port ${EMULATOR_PORT} --seed seed.ts --allowed-origins http://localhost:${APP_PORT}`,
      url: `${emulator}/v1/environment`,
    },
    {
      command: 'node start-app.js',
      url: `http://localhost:${APP_PORT}`,
      env: { ...emulatorEnv(emulator), PORT: APP_PORT },
    },
  ],
});
