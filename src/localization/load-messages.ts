import { messages as english } from './en-us/messages.ts';
import type { Language } from './languages.ts';
import type { MessageTexts } from './types.ts';

/** The texts of each language. They load when the first message in it is written; English is always there. */
const LOADERS: Record<Language, () => Promise<MessageTexts>> = {
  'en-US': async () => english,
  'de-DE': async () => (await import('./de-de/messages.ts')).messages,
  'fr-FR': async () => (await import('./fr-fr/messages.ts')).messages,
  'es-ES': async () => (await import('./es-es/messages.ts')).messages,
  'pt-BR': async () => (await import('./pt-br/messages.ts')).messages,
  'ja-JP': async () => (await import('./ja-jp/messages.ts')).messages,
  'ar-SA': async () => (await import('./ar-sa/messages.ts')).messages,
  'he-IL': async () => (await import('./he-il/messages.ts')).messages,
};

/** The texts of messages, and their language. */
export interface Messages {
  readonly language: Language;
  readonly texts: MessageTexts;
}

export const ENGLISH_MESSAGES: Messages = { language: 'en-US', texts: english };

/** Loads the texts of messages. */
export async function loadMessages(language: Language): Promise<Messages> {
  return { language, texts: await LOADERS[language]() };
}
