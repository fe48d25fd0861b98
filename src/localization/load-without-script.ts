import type { Translated } from './languages.ts';
import type { TextTree } from './types.ts';

/** What pages say to browsers that run no scripts. Only a server shows it, so it is in no file of the browser. */
const FILES: Readonly<Record<Translated, () => Promise<TextTree>>> = {
  'de-DE': async () => (await import('./de-de/without-script.ts')).withoutScript,
  'fr-FR': async () => (await import('./fr-fr/without-script.ts')).withoutScript,
  'es-ES': async () => (await import('./es-es/without-script.ts')).withoutScript,
  'pt-BR': async () => (await import('./pt-br/without-script.ts')).withoutScript,
  'ja-JP': async () => (await import('./ja-jp/without-script.ts')).withoutScript,
  'ar-SA': async () => (await import('./ar-sa/without-script.ts')).withoutScript,
  'he-IL': async () => (await import('./he-il/without-script.ts')).withoutScript,
};

/** Loads what pages in a language say to browsers that run no scripts. */
export const loadWithoutScript = (language: Translated): Promise<TextTree> => FILES[language]();
