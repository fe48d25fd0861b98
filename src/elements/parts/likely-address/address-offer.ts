import { html, nothing, render, type TemplateResult } from 'lit';
import { native, page } from '../../../client/platform/native.ts';
import { likelyAddress as texts } from '../../../localization/en-us/likely-address.ts';
import type { FormHost } from '../../base/form-state.ts';
import sheet from '../../styles/likely-address.css';
import { problemOf } from '../field-problem.ts';
import { likelyAddress } from './likely-address.ts';

/** Offers the address that the user probably meant. */
export interface AddressOffer {
  /** Returns whether the form is held for the user to look at its address. That happens once for each address. */
  holds(): boolean;
}

const EXTENSION = { sheets: [sheet], texts: [texts] };

/**
 * Offers the likely address below a field when the user leaves it, and when they send the form.
 *
 * @param origin whether the user typed the value
 */
export function addressOffer(host: FormHost, input: HTMLInputElement, origin: { isTyped: boolean }): AddressOffer {
  host.extend(EXTENSION);
  const form = native(input.form as HTMLFormElement);
  const box = page.createElement('div');
  box.className = 'cl-formFieldWarningBox';
  input.closest('.cl-formField')?.append(box);
  const id = `${input.id}-offer`;
  input.setAttribute('aria-describedby', `${id} ${input.getAttribute('aria-describedby')}`);
  let offered: string | undefined;
  /** The address that the form was held for. */
  let held: string | undefined;
  draw(undefined);
  // The texts may be in another language by then.
  host.addController({ hostUpdated: () => offered && draw(offered) });

  input.addEventListener('input', () => offered && draw(undefined));
  input.addEventListener('blur', ({ relatedTarget }) => {
    // A press on a button would miss it if the offer moved it.
    if (!(relatedTarget instanceof HTMLButtonElement)) draw(likely());
  });
  // A fast user has left the field before this file was there.
  if (page.activeElement instanceof HTMLInputElement && page.activeElement !== input) draw(likely());
  return { holds };

  function likely(): string | undefined {
    return origin.isTyped && !input.matches(':autofill') ? likelyAddress(input.value.trim()) : undefined;
  }

  function holds(): boolean {
    const address = likely();
    if (host.form.pending) return false;
    const isHeld = !!address && held !== input.value && sendsCode() && isComplete();
    draw(isHeld || !isComplete() ? address : undefined);
    if (!isHeld) return false;
    held = input.value;
    input.focus();
    return true;
  }

  /** Returns whether a code goes out: with the password of an account, none does. */
  function sendsCode(): boolean {
    return !form.querySelector<HTMLInputElement>('[autocomplete=current-password]')?.value;
  }

  /** Returns whether the form can be sent: other fields may have problems of their own, which are shown first. */
  function isComplete(): boolean {
    return ![...form.querySelectorAll<HTMLInputElement>('input[name]')].some(problemOf);
  }

  function use(address: string): void {
    const hasFocus = box.contains(page.activeElement);
    const isHeld = held === input.value;
    input.value = address;
    // Closes the offer, and removes the error of the field.
    input.dispatchEvent(new Event('input', { bubbles: true }));
    if (hasFocus) input.focus();
    if (isHeld) form.requestSubmit();
  }

  function draw(address: string | undefined): void {
    offered = address;
    box.classList.toggle('cl-open', !!address);
    render(
      html`<p class=${host.cl('formFieldWarningText', input.name)} id=${id} role="status">${address ? sentence(address) : nothing}</p>`,
      box,
    );
  }

  /** Draws the question, in which the address is the button that takes it. */
  function sentence(address: string): TemplateResult {
    const [before, after] = host.t('formFieldWarningText__emailAddress', { address }).split(address);
    return html`<span .textContent=${before}></span><button
        type="button"
        class=${host.cl('formFieldAction', input.name)}
        aria-label=${host.t('formFieldWarningAction__emailAddress', { address })}
        @mousedown=${keepFocus}
        @click=${() => use(address)}
        .textContent=${address}
      ></button
      ><span .textContent=${after ?? ''}></span>`;
  }
}

/** Lets the user go on typing where they are. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
