// One emulator, which the webServer of the configuration runs. Its tests run one after the other.
import { expect, test } from '@playwright/test';
import { connectEmulator, type EmulatorControls } from 'clerk-widgets/testing';

const { EMULATOR_PORT = '4450', APP_PORT = '3000' } = process.env;
const HOME = `http://localhost:${APP_PORT}`;
const WEEK = 7 * 86_400;

test.describe.configure({ mode: 'serial' });

let emulator: EmulatorControls;
test.beforeEach(async () => {
  emulator = await connectEmulator(`http://localhost:${EMULATOR_PORT}`);
  await emulator.reset();
});

test('a user signs in with a password', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Email address').fill('ada@example.com');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  // The first screen has a field for password managers too.
  await expect(page.getByRole('heading', { name: 'Enter your password' })).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Your notes' })).toBeVisible();
  expect(await (await page.request.get('/api/me')).json()).toEqual({ userId: 'user_ada' });
});

test('a user signs in with a code by email', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Email address').fill('bea@example.com');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  const newest = async () => (await emulator.messages('bea@example.com'))[0];
  await expect.poll(newest).toBeDefined();
  await page.getByLabel('Verification code').fill((await newest())?.code ?? '');
  await expect(page.getByRole('heading', { name: 'Your notes' })).toBeVisible();
});

test('a test begins with a user who is signed in', async ({ page, context }) => {
  const { cookies } = await emulator.signIn({ user: 'ada@example.com', origin: HOME });
  await context.addCookies(cookies);
  expect(await (await page.request.get('/api/me')).json()).toEqual({ userId: 'user_ada' });
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Your notes' })).toBeVisible();
});

test('a session is over after a week', async ({ page, context }) => {
  const { cookies } = await emulator.signIn({ user: 'ada@example.com', origin: HOME });
  await context.addCookies(cookies);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Your notes' })).toBeVisible();
  await emulator.advance(WEEK);
  await page.reload();
  await expect(page.getByLabel('Email address')).toBeVisible();
});
