import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  // Files are found beside the page, wherever it is.
  base: './',
  plugins: [svelte()],
  server: {
    // The server that `npx clerk-widgets serve --url http://localhost:4400 …` starts.
    proxy: { '/__clerk': process.env.CLERK_FAPI_URL ?? 'http://localhost:4400' },
  },
});
