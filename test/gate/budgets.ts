import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { TEXT_FILES, type TextFile } from '../../src/localization/load-texts.ts';

/** The most bytes (brotli 11) of each CDN file; their names have no hash here. */
const BUDGETS: Record<string, number> = {
  // What every page needs, and no element.
  'clerk.js': 13_000,
  // What Clerk's SDKs load: the same with the client as resources, and the members that SDKs call. The server puts the base
  // and the sign-in in front.
  'clerk.browser.js': 20_190,
  'ui.browser.js': 350,
  // What elements show first: what all of them share, and a file for each.
  'chunks/base': 6_900,
  'chunks/sign-in': 9_000,
  'chunks/sign-up': 11_960,
  'chunks/user-button': 3_900,
  'chunks/user-profile': 13_500,
  'chunks/small': 1_900,
  'chunks/user-avatar': 2_500,
  'chunks/buttons': 3_230,
  // Elements that few pages have. Their files hold what they share with others, but the base.
  'chunks/waitlist': 11_500,
  'chunks/sso-callback': 12_700,
  'chunks/email-link-verify': 11_500,
  'chunks/google-one-tap': 2_400,
  'chunks/devtools': 23_000,
  // What follows on every signed-in page: users, then token refresh, the other tabs and the cookies.
  'chunks/resources': 2_950,
  'chunks/members': 9_000,
  'chunks/session': 6_900,
  // What follows when a visitor goes on.
  'chunks/editors': 9_700,
  'chunks/appearance': 6_900,
  'chunks/own-components': 4_600,
  'chunks/callbacks': 1_800,
  'chunks/future': 5_700,
  'chunks/captcha': 2_200,
  'chunks/connections': 3_800,
  'chunks/dialog': 3_970,
  'chunks/children': 900,
  'chunks/errors': 700,
  'chunks/factors': 8_150,
  'chunks/fields': 2_870,
  'chunks/flow': 3_800,
  'chunks/follow': 5_900,
  'chunks/forms': 2_700,
  'chunks/icon': 600,
  'chunks/identifiers': 7_150,
  'chunks/input': 2_300,
  'chunks/menu': 7_100,
  'chunks/methods': 6_600,
  'chunks/mailbox': 1_200,
  'chunks/marks': 2_600,
  'chunks/phone-numbers': 4_800,
  'chunks/notes': 7_000,
  'chunks/options': 11_700,
  'chunks/panel': 2_200,
  'chunks/passkey': 2_100,
  'chunks/person': 1_300,
  'chunks/phone': 4_200,
  'chunks/picture': 4_500,
  'chunks/remembered': 1_000,
  'chunks/security': 5_600,
  'chunks/code': 3_000,
  'chunks/devices': 900,
  'chunks/delete-account': 1_200,
  'chunks/password': 1_800,
  'chunks/passkeys': 1_300,
  'chunks/new-password': 700,
  'chunks/wallets': 4_600,
  'chunks/shown-number': 4_200,
  'chunks/steps': 14_150,
  'chunks/machines': 6_900,
  'chunks/alternatives': 2_350,
  'chunks/trouble': 3_200,
  'chunks/two-step': 12_230,
  'chunks/verification': 3_700,
  'chunks/wallet': 2_800,
  'chunks/welcome': 7_600,
  // The strength of a new password and its word lists. The server uses the same ones, so that both agree. The page
  // fetches them at the first key of a new password, if the instance shows the meter and the user does not save data.
  'chunks/strength': 2_300,
  'chunks/word-lists': 215_000,
};
/** The files of a language that is not English, as in `chunks/de-de-forms`. */
const LANGUAGE_FILES: Record<TextFile, number> = { core: 1_600, forms: 5_600, profile: 6_400, errors: 5_000 };
/** The most bytes of any other file. */
const OTHER_FILE = 2_000;
/** What every page needs, and the upkeep of a session. */
const TOGETHER = { files: ['clerk.js', 'chunks/session'], budget: 17_000 };

/** Prints the size of every CDN file and fails when one is over its budget. */
export async function checkBudgets(): Promise<void> {
  const files = [
    'clerk.js',
    'clerk.browser.js',
    'ui.browser.js',
    ...(await readdir('dist/chunks')).filter((f) => f.endsWith('.js')).map((f) => `chunks/${f}`),
  ];
  const over: string[] = [];
  const compare = (name: string, bytes: number, budget: number): void => {
    console.log(`  ${String(bytes).padStart(6)} of ${String(budget).padStart(6)} B  ${name}`);
    if (bytes > budget) over.push(`${name} weighs ${bytes} B, its budget is ${budget} B`);
  };
  let together = 0;
  for (const file of files) {
    const bytes = brotli(await readFile(path.join('dist', file)));
    const name = file.replace(/-[A-Z0-9]{8}\.js$/, '');
    compare(name, bytes, BUDGETS[name] ?? languageBudget(name) ?? OTHER_FILE);
    if (TOGETHER.files.includes(name)) together += bytes;
  }
  compare(TOGETHER.files.join(' and '), together, TOGETHER.budget);
  if (over.length) throw new Error(over.join('\n'));
}

function languageBudget(name: string): number | undefined {
  const file = /^chunks\/[a-z]{2}-[a-z]{2}-(.+)/.exec(name)?.[1];
  return TEXT_FILES.includes(file as TextFile) ? LANGUAGE_FILES[file as TextFile] : undefined;
}

function brotli(bytes: Buffer): number {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
}
