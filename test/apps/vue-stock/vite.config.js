import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [vue()],
  preview: { proxy: { '/__clerk': process.env.CLERK_FAPI_URL ?? '' } },
});
