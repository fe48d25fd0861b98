import type { ClientResource } from '../../client/resources/types/client.ts';
import type { LoadOptions } from '../../client/types.ts';
import type { FlowErrors } from '../../client/flows/types.ts';
import type { Appearance } from '../../elements/styles/appearance/types.ts';
import type { TextTree } from '../../localization/types.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';

/** What a form is drawn from on a server. */
export interface HostOptions<Step> {
  /** The configuration of the instance, as the Frontend API sends it. */
  readonly environment: EnvironmentJSON;
  readonly step: Step;
  /** What went wrong with the last post. */
  readonly errors?: FlowErrors | undefined;
  /** Options that a page gives to `load()`: texts and appearance of all elements, URLs of pages. */
  readonly options?: LoadOptions | undefined;
  /** Texts of this element. */
  readonly localization?: TextTree | undefined;
  /** Appearance of this element. */
  readonly appearance?: Appearance | undefined;
  /** The visitor's client, where it is known. */
  readonly client?: ClientResource | undefined;
  /** ISO code of the visitor's country, where it is known. */
  readonly country?: string | null | undefined;
  /** Language of the page, as in `<html lang>`. */
  readonly language?: string | undefined;
  /** Language of the box of the element, where it is another one than the page's; see `speak.ts`. */
  readonly lang?: string | undefined;
  /** Texts of that language, which take the place of English. */
  readonly texts?: readonly TextTree[] | undefined;
  /** Query parameters that links to the other form carry along. */
  readonly kept?: URLSearchParams | undefined;
  /** Prefix of the ids in the HTML; default `cl1`, which the first element of a page has in the browser as well. */
  readonly uid?: string | undefined;
  /** Properties of the element, by name: `signUpUrl`, `forceRedirectUrl`, `path`, … */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
  /** Is told what a view asks for while its listeners are called. See `HostCall`. */
  readonly record?: ((call: HostCall) => void) | undefined;
}

/** What a listener of a view asks its host for. */
export type HostCall =
  | { readonly type: 'submit'; readonly action: { readonly type: string } & Record<string, unknown> }
  | { readonly type: 'go-to'; readonly step: string }
  | { readonly type: 'choose'; readonly choosing: string | null }
  | { readonly type: 'reject' };
