/** Adds to the error of a failed test what the page shows: the next hook removes it. */
const { it } = globalThis;

type Body = (this: unknown) => unknown;

const withPage = (body: Body): Body =>
  async function run(this: unknown) {
    try {
      await body.call(this);
    } catch (error) {
      if (error instanceof Error) error.message += `\n${page()}`;
      throw error;
    }
  };

// A test that is skipped comes without a body.
globalThis.it = Object.assign((title: string, body?: Body) => it(title, body && withPage(body)), it) as typeof it;

function page(): string {
  const fields = [...document.querySelectorAll('input, select, textarea')].map((field) => {
    const { name, value, disabled } = field as HTMLInputElement;
    return `[${name}${disabled ? ', disabled' : ''}: ${value}]`;
  });
  const text = document.body.innerText.replace(/\n\s*\n+/g, '\n').slice(0, 2000);
  const focus = document.activeElement;
  return ['The page showed:', text, ...fields, `focus: ${focus?.localName} ${focus?.className}`].join('\n  ');
}
