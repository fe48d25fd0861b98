import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [sveltekit()],
  preview: { proxy: { '/__clerk': process.env.CLERK_FAPI_URL ?? '' } },
});
