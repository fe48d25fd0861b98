import { render } from 'lit';
import { outline } from '../parts/icon.ts';
import { providerMark, WALLET } from '../parts/provider-mark.ts';
import type { ButtonMark } from './page-button.ts';

/** Draws the logo of a provider, or a wallet, into the place that a button has left for it. */
export function drawMark(place: HTMLElement, { id, name, logoUrl }: ButtonMark): void {
  render(id === 'wallet' ? outline(WALLET) : providerMark(id, name, logoUrl), place);
}
