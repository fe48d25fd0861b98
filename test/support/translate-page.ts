/**
 * Translates a page as Chrome does: replaces each text node by `<font><font>text</font></font>`, now and whenever text
 * is added or changed. It refers to nothing outside, so `page.evaluate` can run it, too.
 *
 * @param mark prefix of each translated text, which distinguishes it from untranslated text; by default none
 * @returns stops the translation and keeps what is translated
 */
export function translatePage(mark = ''): () => void {
  // Two translations of one page would translate each other's texts without end.
  if (document.documentElement.classList.contains('translated-ltr')) return () => {};
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
      // When a program changes a translated text, the text is translated again.
      if (type === 'characterData') translated.delete(target);
      for (const node of type === 'characterData' ? [target] : addedNodes) if (node.isConnected) translate(node);
    }
    // Ignores the changes of the translation itself.
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
