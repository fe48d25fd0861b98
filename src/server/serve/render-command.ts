import { writeFile } from 'node:fs/promises';
import { parsePublishableKey, type PublishableKey } from '../../protocol/keys.ts';
import { describeKeyProblem } from '../../protocol/describe-key-problem.ts';
import { isPolicySource } from '../../protocol/is-policy-source.ts';
import { isEnvironment } from '../../protocol/is-environment.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import { pageRules, type PolicyFacts, splitForMeta, writePolicy } from '../csp/rules.ts';
import { oneLine } from '../delivery/templates/mail-text.ts';
import { FRAME_STYLE } from '../hosted-pages/page-frame.ts';
import { htmlDocument } from '../lib/html.ts';
import { styleSource } from '../lib/style-source.ts';
import { escapeHtml } from '../../protocol/escape-html.ts';
import { CommandFailure } from './command-failure.ts';
import type { CommandOutput } from './command-output.ts';
import { type Arguments, UsageError } from './parse-args.ts';
import { readObjectFile } from './read-config-file.ts';

/** What renders a form. The entries hand it over, since the server does not import the elements. */
export type RenderForm = (options: {
  [option: string]: unknown;
  environment: EnvironmentJSON;
  publishableKey: string | undefined;
  proxyUrl: string;
}) => Promise<{ html: string; style: string; styleSource: string; formSource: string; toString(): string }>;

/** Allows the style of a whole page. */
const FRAME_SOURCE = styleSource(FRAME_STYLE);
/** Milliseconds to wait for the server. */
const TIMEOUT_MS = 10_000;

/**
 * Runs `clerk-widgets render`: asks a running server for its environment, and writes the form as a fragment or as a page.
 *
 * @param settings what the command line, the environment and the configuration file say; `url` is that of the server
 * @param renderers what renders each form
 * @returns the HTML, unless it was written into a file
 * @throws {UsageError} when nothing says where the server is
 * @throws {ConfigError} when the file of `--options` cannot be read or holds no object
 * @throws {CommandFailure} when the key is wrong, the server does not answer, or the file cannot be written
 */
export async function runRenderCommand(
  settings: { url?: unknown },
  { command, flags }: Pick<Arguments, 'command' | 'flags'>,
  renderers: { signIn: RenderForm; signUp: RenderForm },
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<CommandOutput> {
  const { 'publishable-key': givenKey, options, output, path } = flags as Record<string, string | undefined>;
  const key = givenKey === undefined ? undefined : readKey(givenKey);
  const apiUrl = (typeof settings.url === 'string' ? settings.url : key && `https://${key.frontendApi}`)?.replace(
    /\/+$/,
    '',
  );
  if (!apiUrl) throw new UsageError(`${command} needs --url <url of the server> or --publishable-key <pk_…>.`);
  const given = options === undefined ? {} : await readObjectFile(options, '--options');
  const environment = await fetchEnvironment(apiUrl, fetch);
  const isSignUp = command === 'render sign-up';
  const render = isSignUp ? renderers.signUp : renderers.signIn;
  const rendered = await render({
    ...given,
    ...(path !== undefined && { path }),
    environment,
    publishableKey: key?.raw ?? environment.publishable_key,
    proxyUrl: apiUrl,
  }).catch((error: Error) => {
    throw error.name === 'BackendOptionsError'
      ? new CommandFailure(`--url, --path or --options: ${error.message}`)
      : error;
  });
  const isDocument = flags['document'] === true;
  const { application_name: name } = environment.display_config;
  const title = `${isSignUp ? 'Sign up' : 'Sign in'} · ${oneLine(name)}`;
  const script = `${apiUrl}/clerk.js?elements=${isSignUp ? 'sign-up' : 'sign-in'}`;
  const text = isDocument ? documentOf(rendered, { apiUrl, title, script, environment }) : `${rendered}\n`;
  const styles = isDocument ? `${rendered.styleSource} ${FRAME_SOURCE}` : rendered.styleSource;
  const note = `style-src needs ${styles}; form-action needs ${rendered.formSource || 'nothing'}.`;
  if (output === undefined) return { out: text, note };
  await writeFile(output, text).catch((error: Error) => {
    throw new CommandFailure(`--output: ${output} cannot be written: ${error.message}`);
  });
  return { out: '', note: `Written to ${output}. ${note}` };
}

function readKey(text: string): PublishableKey {
  try {
    return parsePublishableKey(text);
  } catch {
    throw new CommandFailure(`--publishable-key: ${describeKeyProblem(text)}`);
  }
}

async function fetchEnvironment(apiUrl: string, fetch: typeof globalThis.fetch): Promise<EnvironmentJSON> {
  const problem = (reason: string) =>
    new CommandFailure(
      `--url: ${apiUrl}/v1/environment ${reason}. Start the server first, or give the URL of another one.`,
    );
  if (!isAddress(apiUrl)) {
    throw new CommandFailure(
      '--url is not the address of a server: it has to begin with http:// or https://, and to have no user name, query or ' +
        'fragment. Write it as https://clerk.example.com.',
    );
  }
  const answer = await fetch(`${apiUrl}/v1/environment`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: Error) => {
    throw problem(`does not answer (${(error.cause as Error | undefined)?.message ?? error.message})`);
  });
  if (!answer.ok) throw problem(`answers with status ${answer.status}`);
  const json: unknown = await answer.json().catch(() => undefined);
  if (!isEnvironment(json)) throw problem('answers no environment');
  return json;
}

/** Returns whether a text is an address that may stand in the policy of a page: nothing in it is secret, or ends a directive. */
function isAddress(text: string): boolean {
  if (!/^https?:\/\/[^?#]+$/i.test(text) || !isPolicySource(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username + password === '';
}

/** What the environment says of the policy. It does not tell whether pictures of users can be anywhere. */
function factsOfEnvironment({
  display_config: { captcha_provider, captcha_public_key },
}: EnvironmentJSON): PolicyFacts {
  const turnstile = captcha_provider === 'turnstile' && captcha_public_key !== null;
  // The icon of the page is `data:,`, and it has no One Tap.
  return { turnstile, googleOneTap: false, pictures: ['https:', 'data:'] };
}

/** Writes a whole page, with the policy that it keeps. What a policy in a page cannot say is for the server that sends it. */
function documentOf(
  rendered: { html: string; styleSource: string; formSource: string; toString(): string },
  {
    apiUrl,
    title,
    script,
    environment,
  }: { apiUrl: string; title: string; script: string; environment: EnvironmentJSON },
): string {
  const { origin } = new URL(apiUrl);
  const style = String(rendered).slice(0, -rendered.html.length);
  const { meta } = splitForMeta(
    pageRules(factsOfEnvironment(environment), {
      scripts: [`${apiUrl}/clerk.js`, `${apiUrl}/npm/`],
      api: origin,
      styles: [rendered.styleSource, FRAME_SOURCE],
      forms: [rendered.formSource || "'none'"],
      hasPlainForms: true,
    }),
  );
  const head = `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(writePolicy(meta))}">
<link rel="icon" href="data:,">
<style>${FRAME_STYLE}</style>
${style}`;
  const body = `<body>\n<main>${rendered.html}</main>\n<script async src="${escapeHtml(script)}"></script>\n</body>`;
  return htmlDocument({ title, head, body });
}
