// Gives each worker an emulator and an application of its own, in the worker's process.
import { test as base } from '@playwright/test';
import { createEmulator, type Emulator } from 'clerk-widgets/testing';
import { startApp } from '../app.js';
import seed from '../seed.ts';

interface Own {
  emulator: Emulator;
  appUrl: string;
}

export const test = base.extend<{ emulator: Emulator }, { own: Own }>({
  own: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the first parameter
    async ({}, use) => {
      // The emulator has to know the origin of the application, and the application the keys of the emulator.
      const env: Record<string, string> = {};
      const app = await startApp(env, 0);
      await using emulator = await createEmulator({ seed, settings: { allowedOrigins: [app.url] } });
      Object.assign(env, emulator.env);
      await use({ emulator, appUrl: app.url });
      app.close();
    },
    { scope: 'worker' },
  ],
  emulator: async ({ own }, use) => {
    await own.emulator.reset();
    await use(own.emulator);
  },
  baseURL: async ({ own }, use) => use(own.appUrl),
});
