import { render } from 'lit';
import { outline } from '../parts/icon.ts';
import { providerMark } from '../parts/provider-mark.ts';
import type { ButtonMark } from './page-button.ts';

const WALLET = 'M2 4.75h10.5a1.25 1.25 0 0 1 1.25 1.25v6.25H3.25A1.25 1.25 0 0 1 2 11V3.75L11 2v2.5M11 9v.01';

/** Draws the logo of a provider, or a wallet, into the place that a button has left for it. */
export function drawMark(place: HTMLElement, { id, name, logoUrl }: ButtonMark): void {
  render(id === 'wallet' ? outline(WALLET) : providerMark(id, name, logoUrl), place);
}
