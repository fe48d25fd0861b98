import { shadesOfPurple } from '@clerk/themes';

/** The theme as Clerk publishes it, on top of its dark one. */
export const appearance = { theme: shadesOfPurple };
export const colorScheme = 'dark';
