// Each worker has an emulator of its own, so these tests run at the same time and change what they like.
import { expect } from '@playwright/test';
import { test } from './own.ts';

for (const name of ['first', 'second', 'third', 'fourth']) {
  test(`the ${name} test changes the data of its worker alone`, async ({ page, context, emulator, baseURL }) => {
    await emulator.reset({ users: [{ id: `user_${name}`, emailAddresses: ['ada@example.com'] }] });
    const { cookies } = await emulator.signIn({ user: 'ada@example.com', origin: baseURL });
    await context.addCookies(cookies);
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Your notes' })).toBeVisible();
    expect(await (await page.request.get('/api/me')).json()).toEqual({ userId: `user_${name}` });
  });
}
