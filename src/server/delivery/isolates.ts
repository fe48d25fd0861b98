/** Begin and end of text whose direction nothing around it depends on (Unicode TR9, FSI and PDI). */
const [FIRST_STRONG, END] = ['\u2068', '\u2069'];
/** An isolate with no other one in it. */
const INNERMOST = /\u2068([^\u2068\u2069]*)\u2069/g;

/** Isolates a value. Marks of direction in it are removed, since one of them could end the isolate. */
export function withIsolates(value: string): string {
  return `${FIRST_STRONG}${value.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}${END}`;
}

/** Removes the isolates of a text. */
export function withoutIsolates(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}

/** Writes the isolates of HTML as elements. @param html whose values are escaped */
export function isolatesAsHtml(html: string): string {
  let text = html;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(INNERMOST, '<bdi>$1</bdi>');
  }
  // What is left has no other end.
  return withoutIsolates(text);
}
