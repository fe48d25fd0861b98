import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { escapeHtml } from '../../src/protocol/escape-html.ts';

describe('escapeHtml', () => {
  it('leaves no character with which a text ends an attribute or begins a tag', () => {
    assert.equal(
      escapeHtml(`"><script>alert('&amp;')</script>`),
      '&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;',
    );
    assert.equal(escapeHtml('plain text, ümläut'), 'plain text, ümläut');
  });

  it('keeps a carriage return, of which a parser would make a line feed, and leaves out what HTML cannot express', () => {
    assert.equal(escapeHtml('a\r\nb\0c'), 'a&#13;\nbc');
  });
});
