import type { EnvironmentJSON } from '../../protocol/json/environment.ts';

/** An element that is drawn, before the page has its style. */
export interface DrawnElement {
  /** The element with its content; every value in it is escaped. */
  readonly html: string;
  /** The style sheets of the element, in cascade order. */
  readonly sheets: readonly string[];
}

/** What every element is drawn from. */
interface DrawInput {
  readonly environment: EnvironmentJSON;
  /** Properties of the element, by name. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly appearance: object | undefined;
  readonly localization: object | undefined;
  /** Options that the page gives to `load()`. */
  readonly loadOptions: object | undefined;
  /** Language of the page, as in `<html lang>`. */
  readonly language: string | undefined;
  /** Prefix of the ids in the HTML. */
  readonly uid: string;
}

/** What a form is drawn from. */
export interface DrawFormInput extends DrawInput {
  /** Where the form goes without a script; empty = there is no page that could read it. */
  readonly action: string;
  /** That page is the application's own, and knows no control of the form but its main button. */
  readonly fieldsOnly: boolean;
  /** Query parameters of the page that links to the other form carry along. */
  readonly kept: URLSearchParams;
}

/** Whom a user button shows. */
export interface DrawnPerson {
  readonly userId: string;
  /** Full name, else the identifier; empty while nobody knows it. */
  readonly name: string;
  readonly imageUrl: string;
  readonly hasImage: boolean;
}

/** What a user button is drawn from. */
export interface DrawButtonInput extends DrawInput {
  readonly person: DrawnPerson;
  /** HTML of the children that the page gives the element. */
  readonly children: string;
}

/**
 * Draws elements on a server. The entries hand it over, because the backend does not import the elements, and load it when
 * something is rendered first.
 */
export interface ElementRenderer {
  drawSignIn(input: DrawFormInput): Promise<DrawnElement>;
  drawSignUp(input: DrawFormInput): Promise<DrawnElement>;
  drawUserButton(input: DrawButtonInput): Promise<DrawnElement>;
  /** Returns the CSS that these elements need together, until their scripts are there. */
  styleOf(elements: readonly DrawnElement[]): string;
}

/** Loads what draws the elements. */
export type LoadElementRenderer = () => Promise<ElementRenderer>;
