import { Clerk, setDefaultInstance } from 'clerk-widgets';

const { VITE_CLERK_PUBLISHABLE_KEY: key, VITE_CLERK_PROXY_URL: proxyUrl } = import.meta.env;

/** The instance of the whole app. The elements use it as well. */
export const clerk = new Clerk(key, proxyUrl ? { proxyUrl } : {});
setDefaultInstance(clerk);
void clerk.load();
