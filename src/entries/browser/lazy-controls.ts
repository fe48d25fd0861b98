import type { ComponentControls } from '../../client/types.ts';

/**
 * Creates the screens behind `mountX` and `openX`. They are loaded at the first call; the calls are then made in their
 * order. If loading fails, the next call tries again, and so does the page when it is back online.
 *
 * @param load imports the screens
 */
export function lazyControls(load: () => Promise<ComponentControls>): ComponentControls {
  const calls: ((screens: ComponentControls) => void)[] = [];
  let loading: Promise<ComponentControls> | undefined;
  const work = async () => {
    const screens = await (loading ??= load()).catch((error: unknown) => {
      loading = undefined;
      console.error('clerk-widgets: the screens could not be loaded.', error);
      addEventListener('online', work, { once: true });
    });
    // A call that throws does not lose the others: the next call of this function continues with them.
    if (screens) while (calls.length) calls.shift()?.(screens);
  };
  const later = (name: keyof ComponentControls) => [
    name,
    (...args: never[]) => {
      calls.push((screens) => (screens[name] as (...args: never[]) => void)(...args));
      void work();
    },
  ];
  return Object.fromEntries((['mount', 'unmount', 'open', 'close', 'updateProps'] as const).map(later));
}
