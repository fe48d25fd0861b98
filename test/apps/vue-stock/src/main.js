import { clerkPlugin } from '@clerk/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router.js';

createApp(App)
  .use(router)
  .use(clerkPlugin, {
    publishableKey: import.meta.env.VITE_CLERK_PUBLISHABLE_KEY,
    proxyUrl: import.meta.env.VITE_CLERK_PROXY_URL,
    signInUrl: '/sign-in',
    signUpUrl: '/sign-up',
    routerPush: (to) => router.push(to),
    routerReplace: (to) => router.replace(to),
  })
  .mount('#app');
