import type { LoadOptions } from '../client/types.ts';
import type { Appearance } from '../elements/styles/appearance/types.ts';
import type { TextTree } from '../localization/types.ts';
import type { EnvironmentJSON } from '../protocol/json/environment.ts';
import { type ButtonPerson, renderUserButton } from './render-user-button.ts';
import { speak } from './hosts/speak.ts';
import { renderSignIn } from './render-sign-in.ts';
import { renderSignUp } from './render-sign-up.ts';
import { criticalStyle, type OwnStyle } from './style/critical-style.ts';

/** What a page gives an element, and where the element is. Objects come from an application, so nothing is known of them. */
interface DrawInput {
  readonly environment: EnvironmentJSON;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly appearance: object | undefined;
  readonly localization: object | undefined;
  readonly loadOptions: object | undefined;
  readonly language: string | undefined;
  readonly uid: string;
}

interface DrawFormInput extends DrawInput {
  readonly action: string;
  readonly fieldsOnly: boolean;
  readonly kept: URLSearchParams;
}

interface Drawn {
  readonly html: string;
  readonly sheets: readonly string[];
  readonly ownStyle?: OwnStyle | undefined;
}

/** Draws `<clerk-sign-in>` for the backend SDK. */
export async function drawSignIn({ action, fieldsOnly, kept, ...input }: DrawFormInput): Promise<Drawn> {
  return renderSignIn({ action, fieldsOnly, kept, ...optionsOf(input) });
}

/** Draws `<clerk-sign-up>` for the backend SDK. */
export async function drawSignUp({ action, fieldsOnly, kept, ...input }: DrawFormInput): Promise<Drawn> {
  return renderSignUp({ action, fieldsOnly, kept, ...optionsOf(input) });
}

/** Draws `<clerk-user-button>` for the backend SDK. */
export async function drawUserButton(
  input: DrawInput & { readonly person: ButtonPerson; readonly children: string },
): Promise<Drawn> {
  const { person, children } = input;
  const options = { person, children, ...optionsOf(input) };
  return renderUserButton({ ...options, ...(await speak(options, ['core'])) });
}

/** Returns the CSS that several elements of a page need, in the cascade order of their sheets. */
export function styleOf(elements: readonly Drawn[]): string {
  const sheets = new Set(elements.flatMap((element) => element.sheets));
  const own = elements.flatMap(({ ownStyle }) => ownStyle ?? []);
  return sheets.size === 0 ? '' : criticalStyle([...sheets], elements.map(({ html }) => html).join(''), own);
}

function optionsOf({ environment, properties, appearance, localization, loadOptions, language, uid }: DrawInput) {
  return {
    environment,
    properties,
    language,
    uid,
    appearance: appearance as Appearance | undefined,
    localization: localization as TextTree | undefined,
    options: loadOptions as LoadOptions | undefined,
  };
}
