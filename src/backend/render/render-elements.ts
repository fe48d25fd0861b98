import { isEnvironment } from '../../protocol/is-environment.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import { BackendOptionsError } from '../backend-options.ts';
import type { Connection } from '../connection.ts';
import { attributesOf, withoutBadUrls } from './attributes.ts';
import type { DrawnElement, ElementRenderer } from './element-renderer.ts';
import type { ReadEnvironment } from './environment-cache.ts';
import { type FormAction, formActionOf, keptOf, withHostedLink } from './form-action.ts';
import { personOf } from './person-of.ts';
import type {
  RenderElementOptions,
  RenderSignInOptions,
  RenderSignUpOptions,
  RenderUserButtonOptions,
} from './render-options.ts';
import { createRendered, type RenderedElement } from './rendered.ts';

/** What elements are rendered with. */
export interface RenderContext {
  connection: Connection;
  readEnvironment: ReadEnvironment;
  renderer: ElementRenderer;
}

/** Options that are no attributes of an element. */
const NO_ATTRIBUTES = [
  'nonce',
  'environment',
  'loadOptions',
  'name',
  'url',
  'language',
  'action',
  'auth',
  'user',
  'children',
] as const;

/** Options that are attributes of an element. */
type Attributes<Options> = Omit<Options, (typeof NO_ATTRIBUTES)[number]>;

/** Renders `<clerk-sign-in>` or `<clerk-sign-up>`. */
export async function renderForm(
  context: RenderContext,
  page: 'sign-in' | 'sign-up',
  options: RenderSignInOptions | RenderSignUpOptions,
): Promise<RenderedElement> {
  const { renderer, connection } = context;
  const { loadOptions, language } = options;
  const { appearance, localization, ...properties } = propertiesOf(options);
  const fetched = await environmentOf(context, options);
  if (!fetched) return empty(context, `clerk-${page}`, options);
  const { browserApiUrl, serverApiUrl, hostUrl } = connection;
  const safe = withoutBadUrls({ ...options });
  const action = formActionOf(page, safe, fetched, browserApiUrl);
  const environment = withHostedLink(page, safe, fetched, browserApiUrl, [browserApiUrl, serverApiUrl, hostUrl]);
  const draw = page === 'sign-in' ? renderer.drawSignIn : renderer.drawSignUp;
  const uid = uidOf(page === 'sign-in' ? 'si' : 'su', options);
  const form = { action: action.url, fieldsOnly: action.isOwn, kept: keptOf(options) };
  const input = { ...form, environment, properties, appearance, localization, loadOptions, language, uid };
  return finish(context, `clerk-${page}`, options, () => draw(input), { action });
}

/** Renders `<clerk-user-button>`. */
export async function renderUserButton(
  context: RenderContext,
  options: RenderUserButtonOptions,
): Promise<RenderedElement> {
  const { loadOptions, language, children = '' } = options;
  const { appearance, localization, ...properties } = propertiesOf(options);
  const person = personOf(options);
  const environment = person && (await environmentOf(context, options));
  if (!environment) return empty(context, 'clerk-user-button', options, children);
  const uid = uidOf('ub', options);
  const input = { environment, person, properties, appearance, localization, loadOptions, language, children, uid };
  return finish(context, 'clerk-user-button', options, () => context.renderer.drawUserButton(input), { children });
}

/** An element that could not be drawn is rendered without content: it draws itself in the browser. */
async function finish(
  context: RenderContext,
  tag: string,
  options: RenderElementOptions,
  draw: () => Promise<DrawnElement>,
  { action, children }: { action?: FormAction; children?: string },
): Promise<RenderedElement> {
  let drawn: DrawnElement;
  try {
    drawn = await draw();
  } catch (error) {
    console.error(`clerk-widgets: <${tag}> could not be rendered on the server.`, error);
    return empty(context, tag, options, children);
  }
  return createRendered(context.renderer, {
    drawn,
    nonce: options.nonce,
    ...(action && { formSource: action.source }),
  });
}

function empty(
  { renderer }: RenderContext,
  tag: string,
  options: RenderElementOptions,
  children = '',
): Promise<RenderedElement> {
  const html = `<${tag}${attributesOf(propertiesOf(options))}>${children}</${tag}>`;
  return createRendered(renderer, { drawn: { html, sheets: [] }, nonce: options.nonce });
}

/** Returns the options that the element has as properties. */
function propertiesOf<Options extends RenderElementOptions>(options: Options): Attributes<Options> {
  const isAttribute = ([name]: [string, unknown]) => !(NO_ATTRIBUTES as readonly string[]).includes(name);
  return withoutBadUrls(Object.fromEntries(Object.entries(options).filter(isAttribute))) as Attributes<Options>;
}

/** @throws {BackendOptionsError} for an `environment` that is none, or when nobody says where to fetch it */
async function environmentOf(
  { readEnvironment, connection }: RenderContext,
  { environment }: RenderElementOptions,
): Promise<EnvironmentJSON | undefined> {
  if (isEnvironment(environment)) return environment;
  if (environment === undefined && connection.serverApiUrl) return readEnvironment();
  if (environment === undefined) {
    throw new BackendOptionsError('publishableKey is missing: set CLERK_PUBLISHABLE_KEY (pk_…), or pass environment.');
  }
  throw new BackendOptionsError('environment is not what GET /v1/environment answers.');
}

/** Ids must differ from those that elements without content take in the browser. */
function uidOf(kind: string, { name }: RenderElementOptions): string {
  if (name === undefined) return `cl-${kind}`;
  if (/^[a-z\d-]{1,40}$/i.test(name)) return `cl-${kind}-${name}`;
  throw new BackendOptionsError('name has other characters than letters, digits and "-".');
}
