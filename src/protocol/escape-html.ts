const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // A parser makes a line feed of a carriage return, and no HTML can express U+0000.
  '\r': '&#13;',
  '\0': '',
};

/**
 * Makes text safe inside HTML elements and quoted attributes. A parser reads the same text, but for U+0000, which is left out.
 *
 * @source HTML, "Serializing HTML fragments"
 * @example escapeHtml('"><script>') // '&quot;&gt;&lt;script&gt;'
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\r\0]/g, (character) => ENTITIES[character] as string);
}
