/**
 * Redirect targets that are no page of `https://app.example.com`, although some look like one. A server that allows this
 * origin alone sends nobody to any of them.
 */
export const HOSTILE_TARGETS: readonly string[] = [
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https:/app.example.com',
  'https://app.example.com@evil.example/',
  'https://user@app.example.com/',
  'https://app.example.com.evil.example/',
  'https://evil.example/#https://app.example.com/',
  'https://app.example.com:444/',
  'http://app.example.com/',
  'https://app.example.com\\@evil.example/',
  'https://app.example.com\n.evil.example/',
  'https://app.example.com\t@evil.example/',
  'javascript:alert(1)//https://app.example.com/',
  'data:text/html,x',
  'blob:https://app.example.com/x',
  '/path',
  'null',
  '',
];
