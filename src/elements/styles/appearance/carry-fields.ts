import { native } from '../../../client/platform/native.ts';

/** What an element is, as far as its rendering is concerned. */
export interface Rendering {
  readonly isConnected: boolean;
  readonly renderRoot: HTMLElement;
  readonly updateComplete: Promise<unknown>;
  requestUpdate(): void;
}

/**
 * Keeps what the user typed, and the focus, when the next rendering makes new fields, as it does where a node of the same
 * view gets a component. Fields that stay are left alone.
 */
export function carryFields({ renderRoot, updateComplete }: Rendering): void {
  const fields = () => [...renderRoot.querySelectorAll<HTMLInputElement>('input[name]')];
  const before = fields();
  if (before.length === 0) return;
  const { activeElement } = native(renderRoot.getRootNode() as Document | ShadowRoot);
  const kept = before.map((field) => {
    const { name, value, checked, type, selectionStart, selectionEnd } = field;
    // The focus is in the field, or in the component in front of it.
    const isFocused =
      field === activeElement || (!!activeElement && field.previousElementSibling?.contains(activeElement));
    return { field, name, value, checked, type, isFocused, selectionStart, selectionEnd };
  });
  void updateComplete.then(() => {
    for (const old of kept) {
      if (old.field.isConnected) continue;
      const field = fields().find(
        ({ name, type }) => name === old.name && (type === 'checkbox') === (old.type === 'checkbox'),
      );
      if (!field) continue;
      field.value = old.value;
      field.checked = old.checked;
      if (!old.isFocused) continue;
      field.focus();
      if (old.selectionStart !== null) field.setSelectionRange(old.selectionStart, old.selectionEnd);
    }
  });
}
