/**
 * Translates a page the way Chrome does: each text node makes way for `<font><font>text</font></font>`, now and whenever
 * text is added or changed. It needs nothing around it, so that it can be given to `page.evaluate`, too.
 *
 * @param mark put before each text, to tell translated text from what a program wrote; by default the text stays
 * @returns ends it; what is translated stays
 */
export function translatePage(mark = ''): () => void {
  const translated = new WeakSet<Node>();
  const isText = (node: Node): node is Text => node.nodeType === Node.TEXT_NODE;
  const isLeft = (node: Text) =>
    translated.has(node) ||
    !node.data.trim() ||
    !node.parentElement ||
    node.parentElement.closest('script, style, noscript, textarea, svg, [translate=no], .notranslate') !== null;
  const font = (child: Node) => {
    const element = document.createElement('font');
    element.style.verticalAlign = 'inherit';
    element.append(child);
    return element;
  };
  const translate = (root: Node): void => {
    if (!isText(root)) return Array.from(root.childNodes).forEach(translate);
    if (isLeft(root)) return;
    const text = document.createTextNode(mark + root.data);
    translated.add(text);
    root.replaceWith(font(font(text)));
  };
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      // Text that a program changes within what is translated already is translated anew.
      if (type === 'characterData') translated.delete(target);
      for (const node of type === 'characterData' ? [target] : addedNodes) if (node.isConnected) translate(node);
    }
    // Its own changes are none.
    observer.takeRecords();
  });
  const options = { childList: true, characterData: true, subtree: true };
  translate(document.body);
  observer.observe(document.body, options);
  document.documentElement.classList.add('translated-ltr');
  return () => {
    observer.disconnect();
    document.documentElement.classList.remove('translated-ltr');
  };
}
