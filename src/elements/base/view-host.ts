import type { ReactiveControllerHost } from 'lit';
import type { ClerkAPIError, FlowError } from '../../client/errors.ts';
import type { EnvironmentResource } from '../../client/resources/types/environment.ts';
import type { ClerkInstance } from '../../client/types.ts';
import type { TextKey, TextParams, TextTree } from '../../localization/types.ts';
import type { Appearance } from '../styles/appearance/types.ts';

/** What views and parts use of the element they draw for. Every element is one; a test may pass something smaller. */
export interface ViewHost extends ReactiveControllerHost {
  /** The instance to work with; undefined until there is one. */
  readonly clerk: ClerkInstance | undefined;
  readonly environment: EnvironmentResource | undefined;
  readonly appearance: Appearance | undefined;
  /** Texts that replace the default ones. */
  readonly localization: TextTree | undefined;
  /** Prefix of the DOM ids of the element. */
  readonly uid: string;
  /** The box that the element renders into. */
  readonly renderRoot: HTMLElement;
  /** Draws the control for what an error asks the user to do; absent until a view brings it. */
  readonly errorAction: Extension['errorAction'];
  /** Returns the text under a key. */
  t(key: TextKey, params?: TextParams): string;
  /** Returns the text for an API error. */
  errorText(error: ClerkAPIError): string;
  /** Returns the class names of a node. */
  cl(key: string, id?: string, ...states: (string | false | undefined)[]): string;
  /** Returns a switch of `appearance.options`. */
  option(name: string): unknown;
  /**
   * Returns the element's object of a class, and creates it the first time. A view is a function, so it keeps its state
   * there; the element does not need to know the views that are loaded later.
   *
   * @example host.state(CountdownController).secondsUntil(deadline)
   */
  state<State extends object>(Class: new (host: ViewHost) => State): State;
  /** Adds sheets and texts. */
  extend(extension: Extension): void;
}

/** The style sheets and default texts of an element, or of a view that is loaded later. */
export interface Extension {
  readonly sheets: readonly string[];
  readonly texts: readonly TextTree[];
  /** Draws the control for what an error asks the user to do; undefined where that is another try. */
  readonly errorAction?: (host: ViewHost, error: FlowError) => unknown;
  /** Called with each element that is extended, maybe more than once. */
  readonly attach?: (host: ViewHost) => void;
}
