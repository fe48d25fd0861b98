import { VERSION_PARAMETERS } from '../../protocol/version.ts';
import { answerFile, answerText, FOR_A_MOMENT, refuseMethod } from './answer-file.ts';
import { type CdnFile, type CdnFiles, createFile } from './cdn-library.ts';
import {
  firstScreenFiles,
  type InstanceSettings,
  literal,
  readElements,
  readText,
  TAIL,
  themeFiles,
} from './fold-settings.ts';
import type { Releases } from './releases.ts';

/** Answers a request for a script that Clerk's SDKs load; undefined for every other one. */
export type SdkScripts = (request: Request) => Promise<Response> | undefined;

/**
 * The addresses that the loaders in Clerk's SDKs build, below any mount path. The version is a range, a tag or exact, and
 * whatever the application or its SDK names. Variants such as `clerk.headless.browser.js` are the same script.
 */
const PATH =
  /\/npm\/@clerk\/(?:clerk-js(?:@[^/]+)?\/dist\/(?<clerk>clerk(?:\.[a-z]+)?)|ui(?:@[^/]+)?\/dist\/(?<ui>ui(?:\.[a-z]+)?))\.browser\.js$/;
/** The files of this package that stand in for them. */
const CLERK = 'clerk.browser.js';
const UI = 'ui.browser.js';
/**
 * The element in front of the script. A visitor without a session most likely wants to sign in, and an SDK says which screen
 * it needs only after the script has run, which would cost a round trip.
 */
const FIRST = 'sign-in';
/**
 * Chromium requests the client when it has the head of the script's answer. This request needs a connection with cookies,
 * and the tags of SDKs load scripts over one without. The address is relative to that of the script, so it holds below any
 * mount path, also one that a proxy takes off. It is that of `GET /client` in the script, which takes this answer.
 */
const CLIENT_AHEAD =
  `<../../../../v1/client?__clerk_api_version=${VERSION_PARAMETERS.__clerk_api_version}>; ` +
  'rel=preload; as=fetch; crossorigin=use-credentials';
/**
 * Chromium compiles a script in UTF-8 while it arrives, and then looks at the head only when all of it is there. It shows the
 * head of a script in this encoding at once. Text in ASCII is the same in both.
 */
const PROMPT = 'text/javascript; charset=iso-8859-15';
const NO_BUILD =
  'No browser files here stand in for those of Clerk. Build the package (npm run build), or name its files by cdnDir ' +
  '(CLERK_CDN_DIR).';

/**
 * Answers the script addresses of Clerk's own SDKs with this package: an application needs nothing but its key.
 *
 * The answer is the file of the version that `latest` names, called with the settings of the instance, so that a page has
 * no need to ask for them, behind the files of the sign-in. It depends on nothing else of the request, neither on the
 * version in the address nor on cookies. The `ETag` begins with the version.
 */
export function createSdkScripts(releases: Pick<Releases, 'find' | 'resolve'>, settings: InstanceSettings): SdkScripts {
  const argument = literal(settings);
  const filesOf = firstScreenFiles(settings);
  const kept = new WeakMap<CdnFiles, Promise<CdnFile>>();

  const isFit = (files: CdnFiles) => [CLERK, UI, 'elements.json'].every((name) => files.has(name));

  function scriptOf(files: CdnFiles): Promise<CdnFile> {
    const found = kept.get(files) ?? makeScript(files);
    kept.set(files, found);
    // The storage may answer the next time.
    found.catch(() => kept.delete(files));
    return found;
  }

  async function makeScript(files: CdnFiles): Promise<CdnFile> {
    const elements = (await readElements(files)) ?? new Map();
    const names = [...new Set([...themeFiles(settings, elements), ...filesOf(FIRST, elements)]), CLERK];
    const texts = await Promise.all(names.map((name) => readText(files, name)));
    const text = texts.join('').slice(0, -TAIL.length) + argument + TAIL;
    const plain = new TextEncoder().encode(text);
    return createFile(plain.length === text.length ? PROMPT : 'text/javascript; charset=utf-8', plain);
  }

  async function answer(request: Request, isUi: boolean): Promise<Response> {
    const version = await releases.resolve('latest', isFit);
    const files = version === null ? undefined : await releases.find(version, CLERK);
    if (!files) return answerText(404, NO_BUILD);
    const script = isUi ? (files.get(UI) as CdnFile) : await scriptOf(files);
    // What the address names never changes what it answers, so no answer is kept for long, not even of an exact version.
    return answerFile(request, script, `${version}-${script.hash.slice(0, 32)}`, {
      'Cache-Control': FOR_A_MOMENT,
      ...(!isUi && { Link: CLIENT_AHEAD }),
    });
  }

  return (request) => {
    const { clerk, ui } = PATH.exec(new URL(request.url).pathname)?.groups ?? {};
    if (!clerk && !ui) return undefined;
    const refusal = refuseMethod(request);
    return refusal ? Promise.resolve(refusal) : answer(request, ui !== undefined);
  };
}
