import { shadcn } from '@clerk/themes';

/** The theme as Clerk publishes it: it takes the tokens of a shadcn/ui page, and utility classes of its Tailwind. */
export const appearance = { theme: shadcn };
