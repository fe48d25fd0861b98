import { ownGlobal, page } from '../../../client/platform/native.ts';

interface Framework {
  name: string;
  /** Returns whether the page was made with it. */
  isHere(): boolean;
  /** Returns what serves every path below `path`. `word` is a name for the rest of the path. */
  cure(path: string, word: string): string;
}

const has = (...names: string[]) => names.some((name) => ownGlobal(name) !== undefined);
const hasGlobalLike = (pattern: RegExp) => Object.keys(globalThis).some((name) => pattern.test(name));

const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'Next.js',
    isHere: () => has('next', '__NEXT_DATA__', '__next_f'),
    cure: (path, word) => `app${path}/[[...${word}]]/page.tsx, or pages${path}/[[...${word}]].tsx`,
  },
  {
    name: 'SvelteKit',
    isHere: () => hasGlobalLike(/^__sveltekit_/),
    cure: (path) => `src/routes${path}/[...rest]/+page.svelte`,
  },
  {
    name: 'Nuxt',
    isHere: () => has('__NUXT__', 'useNuxtApp'),
    cure: (path) => `pages${path}/[[...rest]].vue`,
  },
  {
    name: 'Astro',
    isHere: () => !!page.querySelector('astro-island, astro-dev-toolbar, meta[name=generator][content^=Astro]'),
    cure: (path) => `src/pages${path}/[...rest].astro, with output: 'server' or every step in getStaticPaths`,
  },
  {
    name: 'React Router',
    isHere: () => has('__reactRouterContext', '__reactRouterManifest', '__remixContext'),
    cure: (path) => `<Route path="${path}/*" …>, or app/routes${path.replaceAll('/', '.').replace('.', '/')}.$.tsx`,
  },
  {
    name: 'Vue Router',
    isHere: () => false,
    cure: (path) => `{ path: '${path}/:rest(.*)*', … }`,
  },
  {
    name: 'nginx, with plain files',
    isHere: () => false,
    cure: (path) => `location ${path}/ { try_files $uri ${path}.html ${path}/index.html; }`,
  },
];

/**
 * Says how a site serves every path below that of an element: in the framework that the page shows to be made with, else
 * in each that we know.
 *
 * @param path of the element, such as `/sign-in`
 */
export function nameCure(path: string): string {
  const word = path.slice(path.lastIndexOf('/') + 1) || 'rest';
  const found = FRAMEWORKS.filter(({ isHere }) => isHere());
  const named = found.length ? found : FRAMEWORKS;
  return named.map(({ name, cure }) => `  ${name}: ${cure(path, word)}`).join('\n');
}
