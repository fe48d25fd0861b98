import { brotliCompressSync } from 'node:zlib';
import type { EnvironmentJSON } from '../../src/protocol/json/environment.ts';
import { getTestInstance } from '../support/instance.ts';
import { FORM_BYTES, RENDERED_CASES, type RenderedCase, renderForm } from '../support/rendered-forms.ts';

/** Each is compressed alone. */
const { html: HTML, style: STYLE } = FORM_BYTES;
/** The most bytes that one logo adds: that of a provider, or the mark of the card. */
const LOGO = 360;
/** The most bytes that the countries of a phone number add, which only a form that requires a number has. */
const COUNTRIES = 2600;

const LOGOS = /<svg\b.*?<\/svg>/gs;
const OPTIONS = /<option\b.*<\/option>/s;

/** Prints the size of the first screens as a server renders them, and fails when one is over its budget. */
export async function checkRenderedForms(): Promise<void> {
  const over: string[] = [];
  const compare = (what: string, bytes: number, budget: number): void => {
    console.log(`  ${String(bytes).padStart(6)} of ${String(budget).padStart(6)} B  ${what}`);
    if (bytes > budget) over.push(`${what} weighs ${bytes} B, its budget is ${budget} B`);
  };
  for (const [name, each] of Object.entries(RENDERED_CASES)) {
    const environment = await environmentOf(each);
    for (const form of each.forms ?? (['sign-in', 'sign-up'] as const)) {
      const { html, style } = await renderForm(form, environment, each);
      const bare = html.replaceAll(LOGOS, '<svg></svg>').replace(OPTIONS, '');
      const most = HTML + (html.match(LOGOS) ?? []).length * LOGO + (OPTIONS.test(html) ? COUNTRIES : 0);
      compare(`HTML of ${form}, ${name}`, bytesOf(bare), HTML);
      if (bare !== html) compare('the same with logos and countries', bytesOf(html), most);
      compare(`style of ${form}, ${name}`, bytesOf(style), STYLE);
    }
  }
  if (over.length) throw new Error(over.join('\n'));
}

async function environmentOf({ config }: RenderedCase): Promise<EnvironmentJSON> {
  const instance = await getTestInstance({ config });
  const { body } = await instance.browser().get<EnvironmentJSON>('/v1/environment');
  await instance.close();
  return body;
}

const bytesOf = (text: string): number => brotliCompressSync(text).length;
