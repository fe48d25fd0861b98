import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import { icon } from './icon.ts';

/** Something that can be chosen: its value, what it is called, and a line about it. */
export type Choice = readonly [value: string, label: HtmlContent, hint?: string];

/** A group of check boxes or radio buttons of one name, with a name of the group and its error. */
export function choices({
  name,
  legend,
  type,
  options,
  chosen,
  error,
  hint,
  isWide = false,
}: {
  name: string;
  legend: string;
  type: 'checkbox' | 'radio';
  options: readonly Choice[];
  chosen: readonly string[];
  error?: string | undefined;
  hint?: HtmlContent;
  /** One below the other. */
  isWide?: boolean;
}): Html {
  const told = [error !== undefined && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return html`<fieldset class="choices"${told && html` aria-describedby="${told}"`}><legend>${legend}</legend>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error !== undefined && html`<p class="error" id="${name}-error">${icon('warning')}<span>${error}</span></p>`}
<div class="${isWide ? 'choice-list wide' : 'choice-list'}">${options.map(([value, label, said], i) => {
    const id = `${name}-${i}`;
    return html`<div class="check"><input type="${type}" id="${id}" name="${name}" value="${value}"${chosen.includes(value) && html` checked`}${said !== undefined && html` aria-describedby="${id}-hint"`}>
<label for="${id}">${label}</label>${said !== undefined && html`<p class="hint" id="${id}-hint">${said}</p>`}</div>`;
  })}</div></fieldset>`;
}

/** Asks whether what is usual counts or what is ticked below: radio buttons and check boxes. */
export function usualOrSome({
  name,
  legend,
  usual,
  some,
  hasSome,
  choices: ticked,
}: {
  name: string;
  legend: string;
  /** What the radio button for the usual says. */
  usual: string;
  /** What the one for the ticked says. */
  some: string;
  /** Whether what is ticked counts. */
  hasSome: boolean;
  choices: {
    name: string;
    legend: string;
    options: readonly Choice[];
    chosen: readonly string[];
    error: string | undefined;
  };
}): Html {
  const options = [
    ['usual', usual],
    ['some', some],
  ] as const;
  const chosen = [hasSome ? 'some' : 'usual'];
  return html`${choices({ name, legend, type: 'radio', options, chosen, isWide: true })}
<div class="event-list">${choices({ ...ticked, type: 'checkbox' })}</div>`;
}
