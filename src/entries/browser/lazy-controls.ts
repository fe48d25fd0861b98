import type { ComponentControls } from '../../client/types.ts';

/**
 * Screens of `mountX` and `openX`, fetched at the first call and applied in the order of the calls. What was called
 * for while they could not be had is done once they are here: the next call tries again, and so does the network when
 * it is back.
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
    // One that throws does not stop the others: each call works.
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
