import { html, nothing, type TemplateResult } from 'lit';
import type { EditorName, Place, SectionName, UserProfileHost } from './user-profile-host.ts';

/** A badge that always has the same text. */
type PlainBadge =
  | 'primary'
  | 'unverified'
  | 'secondFactor'
  | 'default'
  | 'thisDevice'
  | 'otherImpersonatorDevice'
  | 'requiresAction';

interface Row {
  id: string;
  content: unknown;
}

/**
 * The order of rows as they were first drawn. A row keeps its place, and so its nodes, the focus and what is typed
 * there, when another row goes or becomes the primary one.
 */
class RowOrder {
  readonly #ids = new Map<SectionName, Set<string>>();

  /** Returns the rows in order, with undefined in the place of one that is gone. */
  of(section: SectionName, rows: readonly Row[]): (Row | undefined)[] {
    const ids = new Set([...(this.#ids.get(section) ?? []), ...rows.map(({ id }) => id)]);
    this.#ids.set(section, ids);
    return [...ids].map((id) => rows.find((row) => row.id === id));
  }
}

/** Draws a part of a page with a title. */
export function section(host: UserProfileHost, id: SectionName, title: string, content: unknown): TemplateResult {
  return html`<section class=${host.cl('profileSection', id)}>
    <div class=${host.cl('profileSectionHeader', id)}>
      <h2 class=${host.cl('profileSectionTitleText', id)} tabindex="-1" .textContent=${title}></h2>
    </div>
    <div class=${host.cl('profileSectionContent', id)}>${content}</div>
  </section>`;
}

/** Draws a value, and the button that opens the form to change it. */
export function summary(
  host: UserProfileHost,
  id: EditorName & SectionName,
  content: unknown,
  button: string | undefined,
): TemplateResult {
  return html`<div class=${host.cl('profileSectionItem', id)}>
    ${content} ${button ? openButton(host, id, { section: id }, button) : nothing}
  </div>`;
}

/**
 * Draws the rows of a section, each with what is open there, then what is open at the section itself, else the button
 * that opens it.
 *
 * @param rows by id
 * @param empty text where there are no rows; it is on one line with the button
 * @param add the button that adds a row; undefined where the user cannot
 */
export function list(
  host: UserProfileHost,
  id: SectionName,
  rows: readonly Row[],
  empty: string,
  add?: { editor: EditorName; label: string },
): unknown {
  const adding = host.drawEditor({ section: id });
  const button = add ? openButton(host, add.editor, { section: id }, add.label) : nothing;
  if (rows.length === 0) {
    const text = html`<span class="cl-profileSectionEmpty" .textContent=${empty}></span>`;
    return adding ?? html`<div class=${host.cl('profileSectionItem', id)}>${text}${button}</div>`;
  }
  const order = host.state(RowOrder).of(id, rows);
  return [
    html`<ul class=${host.cl('profileSectionItemList', id)}>
      ${order.map((row) =>
        row
          ? html`<li class=${host.cl('profileSectionListItem', id)}>
            <div class=${host.cl('profileSectionItem', id)}>${row.content}</div>
            ${host.drawEditor({ section: id, item: row.id })}
          </li>`
          : nothing,
      )}
    </ul>`,
    adding ?? button,
  ];
}

/** Draws a button that opens an editor. */
export function openButton(
  host: UserProfileHost,
  editor: EditorName,
  place: Place,
  label: string,
  accessibleName = label,
): TemplateResult {
  return html`<button
    type="button"
    class=${host.cl('profileSectionPrimaryButton', place.section)}
    aria-label=${accessibleName === label ? nothing : accessibleName}
    data-opens=${editor}
    data-item=${place.item ?? nothing}
    @click=${() => host.edit(editor, place)}
    .textContent=${label}
  ></button>`;
}

/** Draws a short note beside what it is about. @param id last part of its class names */
export function badge(host: UserProfileHost, id: PlainBadge): TemplateResult;
export function badge(
  host: UserProfileHost,
  id: PlainBadge | 'linked' | 'active' | 'inactive',
  text: string,
): TemplateResult;
export function badge(host: UserProfileHost, id: string, text = host.t(`badge__${id as PlainBadge}`)): TemplateResult {
  return html`<span class=${host.cl('badge', id)} .textContent=${text}></span>`;
}
