/** Imports the segments of the elements that most pages use. */
const SEGMENTS: Record<string, () => Promise<unknown>> = {
  'clerk-sign-in': () => import('../elements/sign-in.ts'),
  'clerk-sign-up': () => import('../elements/sign-up.ts'),
  'clerk-user-button': () => import('../elements/user-button.ts'),
  'clerk-user-profile': () => import('../elements/user-profile.ts'),
};

/** Imports the code of an element. The children of the user button and of the profile come with these. */
export const importElement = async (tag: string): Promise<unknown> =>
  SEGMENTS[tag]?.() ??
  (/^clerk-user-[bp]/.test(tag)
    ? undefined
    : /-button$|mask$/.test(tag)
      ? import('./button-elements.ts')
      : (await import('./small-elements.ts')).importElement(tag));
