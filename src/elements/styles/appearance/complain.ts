const said = new Set<string>();

/** Names what is wrong with an appearance on the console, once per page, with the cure. */
export function complain(text: string): void {
  if (said.has(text)) return;
  said.add(text);
  console.warn(`clerk-widgets: ${text}`);
}
