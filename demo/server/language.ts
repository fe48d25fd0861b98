import { directionOf, LANGUAGES, type Language } from '../../src/localization/languages.ts';
import { matchLanguage } from '../../src/localization/match-language.ts';

const COOKIE = 'demo_language';
const NAMES = new Map(
  LANGUAGES.map((language) => [
    language,
    new Intl.DisplayNames(language, { type: 'language' }).of(language.slice(0, 2)),
  ]),
);

/** Writes the link to a page in a language. The elements follow the page; the texts of the demo itself stay English. */
export function languageLink(language: Language): string {
  return `<a href="?lang=${language}" hreflang="${language}" lang="${language}">${NAMES.get(language)}</a>\n`;
}

/** Says in a page in which language it is: in that of its address, else in the one that was chosen before. */
export function inLanguage(html: string, request: Request): string {
  const language = chosen(request) ?? kept(request);
  return language ? html.replace('<html lang="en">', `<html lang="${language}" dir="${directionOf(language)}">`) : html;
}

/** Keeps the language of the address for the next pages. */
export function keepLanguage(response: Response, request: Request): Response {
  const language = chosen(request);
  if (language) response.headers.append('Set-Cookie', `${COOKIE}=${language}; Path=/; SameSite=Lax`);
  return response;
}

function chosen(request: Request): Language | undefined {
  return matchLanguage(new URL(request.url).searchParams.getAll('lang'));
}

function kept(request: Request): Language | undefined {
  const [, language = ''] = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(request.headers.get('cookie') ?? '') ?? [];
  return matchLanguage([language]);
}
