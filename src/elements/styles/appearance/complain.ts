const said = new Set<string>();

/** Names what is wrong with an appearance on the console, once per page, with the cure. Long values are cut off. */
export function complain(long: string): void {
  const text = long.slice(0, 600);
  if (said.has(text)) return;
  said.add(text);
  console.warn(`clerk-widgets: ${text}`);
}
