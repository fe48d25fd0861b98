import { neobrutalism } from '@clerk/themes';

/** The theme as Clerk publishes it. It is made for light pages. */
export const appearance = { theme: neobrutalism };
export const colorScheme = 'light';
