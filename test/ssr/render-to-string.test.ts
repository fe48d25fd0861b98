import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, nothing, svg } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { renderToString } from '../../src/ssr/render/render-to-string.ts';
import type { ElementDraft } from '../../src/ssr/render/render-to-string.ts';

const HOSTILE = `"><script>alert('&')</script>`;
const ESCAPED = '&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;';

test('escapes text, attributes and the content that a property sets', () => {
  assert.equal(
    renderToString(html`<p title=${HOSTILE} class="a ${HOSTILE}">${HOSTILE}</p><b .textContent=${HOSTILE}></b>`),
    `<p title="${ESCAPED}" class="a ${ESCAPED}">${ESCAPED}</p><b>${ESCAPED}</b>`,
  );
});

test('draws lists, nested templates, keyed values and numbers, and nothing for what is absent', () => {
  const item = (value: unknown) => html`<li>${value}</li>`;
  const list = [item(1), item(''), item(null), item(undefined), item(nothing), item([2, html`<i>3</i>`])];
  assert.equal(
    renderToString(html`<ul>${keyed('a', list)}</ul>`),
    '<ul><li>1</li><li></li><li></li><li></li><li></li><li>2<i>3</i></li></ul>',
  );
});

test('leaves an attribute out for `nothing`, and writes an empty one for an absent value', () => {
  assert.equal(
    renderToString(
      html`<a id=${nothing} rel=${undefined} title="${nothing}-x" lang="${null}-x" ?hidden=${1} ?inert=${0}></a>`,
    ),
    '<a rel lang="-x" hidden></a>',
  );
});

test('writes properties as attributes or content', () => {
  assert.equal(
    renderToString(html`<input .value=${'a"b'} .checked=${true}><textarea .value=${'\n<'}></textarea>`),
    '<input value="a&quot;b" checked><textarea>\n\n&lt;</textarea>',
  );
});

test('draws SVG within HTML', () => {
  const path = svg`<path d=${'M0 0'} />`;
  assert.equal(
    renderToString(html`<svg viewBox="0 0 1 1">${path}</svg>`),
    '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
  );
});

test('leaves out URLs that run a script, however they are written', () => {
  for (const url of [
    'javascript:alert(1)',
    ' JaVaScript:x',
    'java\nscript:x',
    '\u0001vbscript:x',
    'data:text/html,x',
  ]) {
    assert.equal(renderToString(html`<a href=${url}>x</a>`), '<a>x</a>', url);
  }
  assert.equal(renderToString(html`<img src=${'data:image/png;base64,AA'}>`), '<img src="data:image/png;base64,AA">');
  assert.equal(renderToString(html`<a href=${'/a?b=javascript:c'}>x</a>`), '<a href="/a?b=javascript:c">x</a>');
});

test('refuses what has no HTML', () => {
  assert.throws(() => renderToString(html`<p>${() => 1}</p>`), TypeError);
  assert.throws(() => renderToString(html`<p>${{}}</p>`), TypeError);
  assert.throws(() => renderToString(html`<script>${1}</script>`), SyntaxError);
  assert.throws(() => renderToString(html`<p><b></p>`), SyntaxError);
});

test('tells the sink of each element and its listeners, and writes what the sink made of it', () => {
  const heard: string[] = [];
  const drawn = html`<form @submit=${() => heard.push('submit')}><button type="button" @click=${() => heard.push('click')} .textContent=${'Go'}></button></form>`;
  const onElement = (element: ElementDraft) => {
    for (const [, listener] of element.listeners) (listener as () => void)();
    if (element.tag === 'form') element.append = html`<input type="hidden" value=${HOSTILE}>`;
    if (element.tag === 'button') element.attributes.set('type', 'submit').set('value', HOSTILE);
  };
  assert.equal(
    renderToString(drawn, { onElement }),
    `<form><button type="submit" value="${ESCAPED}">Go</button><input type="hidden" value="${ESCAPED}"></form>`,
  );
  assert.deepEqual(heard, ['submit', 'click']);
});

test('refuses names of elements and attributes that a sink made up of markup', () => {
  const rename = (element: ElementDraft) => void element.attributes.set('a><script', 'x');
  assert.throws(() => renderToString(html`<p></p>`, { onElement: rename }), TypeError);
});
