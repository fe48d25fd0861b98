export const load = () => ({ publishableKey: process.env.CLERK_PUBLISHABLE_KEY, clerkUrl: process.env.CLERK_PROXY_URL });
