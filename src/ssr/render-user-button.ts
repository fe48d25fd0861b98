import { button, waitingButton } from '../elements/user-button/button.ts';
import { buttonSheets } from '../elements/user-button/button-sheets.ts';
import type { Person } from '../elements/parts/person.ts';
import { userButton } from '../localization/en-us/user-button.ts';
import type { HostOptions } from './hosts/host-options.ts';
import { ServerHost } from './hosts/server-host.ts';
import { type RenderedForm, renderForm } from './render-form.ts';

/** Whom a button shows. */
export type ButtonPerson = Omit<Person, 'identifier'>;

/** What a user button is rendered from. */
export interface RenderUserButtonOptions extends Omit<HostOptions<never>, 'step'> {
  /** The user. One without a name and a picture is somebody of whom nothing is known yet. */
  readonly person: ButtonPerson;
  /** HTML of the children that the page gives the element, written as it is. */
  readonly children?: string | undefined;
}

const COMPONENT = { name: 'userButton', sheets: buttonSheets, texts: [userButton] };
/** On a server the menu is closed. */
const PANEL = [false, false, false, () => {}, () => {}, () => {}] as const;

/**
 * Renders `<clerk-user-button>` on a server, which the element takes over in the browser.
 *
 * @param options the user, and what the page would give the element
 * @returns HTML, and CSS for a `<style>` of the page
 * @example const { html, style } = renderUserButton({ environment, person, properties: { showName: true } });
 */
export function renderUserButton(options: RenderUserButtonOptions): RenderedForm {
  const { person, properties } = options;
  const host = Object.assign(new ServerHost(COMPONENT, { ...options, step: { name: 'button' } }), {
    showName: properties?.['showName'] === true,
  });
  const isKnown = person.name !== '' || person.hasImage;
  const screen = isKnown ? button(host, { ...person, identifier: '' }, PANEL) : waitingButton(host);
  return renderForm('clerk-user-button', host, screen, options);
}
