import { isolateValues } from './isolate-values.ts';
import { directionOf, type Translated } from './languages.ts';
import type { TextTree } from './types.ts';

/** The files that the texts of a language are in. English comes with the code that shows it. */
export const TEXT_FILES = ['core', 'forms', 'profile', 'errors'] as const;

export type TextFile = (typeof TEXT_FILES)[number];

const FILES: Readonly<Record<Translated, Readonly<Record<TextFile, () => Promise<TextTree>>>>> = {
  'de-DE': {
    core: async () => (await import('./de-de/core.ts')).core,
    forms: async () => (await import('./de-de/forms.ts')).forms,
    profile: async () => (await import('./de-de/profile.ts')).profile,
    errors: async () => (await import('./de-de/errors.ts')).errors,
  },
  'fr-FR': {
    core: async () => (await import('./fr-fr/core.ts')).core,
    forms: async () => (await import('./fr-fr/forms.ts')).forms,
    profile: async () => (await import('./fr-fr/profile.ts')).profile,
    errors: async () => (await import('./fr-fr/errors.ts')).errors,
  },
  'es-ES': {
    core: async () => (await import('./es-es/core.ts')).core,
    forms: async () => (await import('./es-es/forms.ts')).forms,
    profile: async () => (await import('./es-es/profile.ts')).profile,
    errors: async () => (await import('./es-es/errors.ts')).errors,
  },
  'pt-BR': {
    core: async () => (await import('./pt-br/core.ts')).core,
    forms: async () => (await import('./pt-br/forms.ts')).forms,
    profile: async () => (await import('./pt-br/profile.ts')).profile,
    errors: async () => (await import('./pt-br/errors.ts')).errors,
  },
  'ja-JP': {
    core: async () => (await import('./ja-jp/core.ts')).core,
    forms: async () => (await import('./ja-jp/forms.ts')).forms,
    profile: async () => (await import('./ja-jp/profile.ts')).profile,
    errors: async () => (await import('./ja-jp/errors.ts')).errors,
  },
  'ar-SA': {
    core: async () => (await import('./ar-sa/core.ts')).core,
    forms: async () => (await import('./ar-sa/forms.ts')).forms,
    profile: async () => (await import('./ar-sa/profile.ts')).profile,
    errors: async () => (await import('./ar-sa/errors.ts')).errors,
  },
  'he-IL': {
    core: async () => (await import('./he-il/core.ts')).core,
    forms: async () => (await import('./he-il/forms.ts')).forms,
    profile: async () => (await import('./he-il/profile.ts')).profile,
    errors: async () => (await import('./he-il/errors.ts')).errors,
  },
};

const loaded = new Map<string, Promise<TextTree>>();

/**
 * Loads texts of a language, once each.
 *
 * @throws {TypeError} when a file does not come; the next call tries again
 */
export function loadTexts(language: Translated, files: readonly TextFile[]): Promise<TextTree[]> {
  return Promise.all(files.map((file) => load(language, file)));
}

function load(language: Translated, file: TextFile): Promise<TextTree> {
  const key = `${language} ${file}`;
  const known = loaded.get(key);
  if (known) return known;
  const loading = open(language, file);
  loaded.set(key, loading);
  loading.catch(() => loaded.delete(key));
  return loading;
}

async function open(language: Translated, file: TextFile): Promise<TextTree> {
  const tree = await FILES[language][file]();
  return directionOf(language) === 'rtl' ? isolateValues(tree) : tree;
}
