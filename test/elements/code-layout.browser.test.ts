import { sendKeys, setViewport } from '@web/test-runner-commands';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { type ShownStep, showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';

const STATE = EVERY_STEP['code-wrong'] as StepState;
/** The page's own face for codes, and the one that a system without it falls back to. */
const FONTS = ['', 'monospace', '"DejaVu Sans Mono", monospace'];

/** Returns the middle of a range of nodes, in pixels from the left. */
function middle(...boxes: DOMRect[]): number {
  return (Math.min(...boxes.map(({ left }) => left)) + Math.max(...boxes.map(({ right }) => right))) / 2;
}

function middleOfCells({ element }: ShownStep): number {
  return middle(...[...element.querySelectorAll('.cl-otpCodeFieldInput')].map((cell) => cell.getBoundingClientRect()));
}

/** Returns the boxes of the lines of a text. In the other direction of text, a line has several boxes. */
function linesOf(node: Node): DOMRect[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = Map.groupBy([...range.getClientRects()], ({ bottom }) => Math.round(bottom));
  return [...boxes.values()].map((line) => {
    const left = Math.min(...line.map((box) => box.left));
    const right = Math.max(...line.map((box) => box.right));
    return new DOMRect(left, line[0]?.top, right - left, line[0]?.height);
  });
}

/** Returns the boxes of six digits that are set as those in the field are. The glyphs of an input cannot be measured. */
function digitsOf(input: HTMLInputElement): DOMRect[] {
  const copy = document.createElement('span');
  const style = getComputedStyle(input);
  for (const name of ['font-family', 'font-size', 'font-weight', 'font-variant-numeric', 'letter-spacing'])
    copy.style.setProperty(name, style.getPropertyValue(name));
  const { left, top } = input.getBoundingClientRect();
  Object.assign(copy.style, {
    position: 'fixed',
    insetInlineStart: '0',
    direction: 'ltr',
    left: `${left + Number.parseFloat(style.paddingLeft)}px`,
    top: `${top}px`,
  });
  copy.textContent = '123456';
  document.body.append(copy);
  const text = copy.firstChild as Text;
  const glyph = Number.parseFloat(style.letterSpacing);
  const boxes = Array.from({ length: 6 }, (_, index) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + 1);
    const box = range.getBoundingClientRect();
    // The space follows the digit.
    return new DOMRect(box.left, box.top, box.width - glyph, box.height);
  });
  copy.remove();
  return boxes;
}

describe('the look of a code field', () => {
  afterEach(async () => {
    cleanUp();
    document.documentElement.removeAttribute('style');
    await setViewport({ width: 1280, height: 900 });
  });

  for (const dir of ['ltr', 'rtl']) {
    for (const font of FONTS) {
      it(`puts each digit and the caret into the middle of its cell: ${dir}, ${font || 'default font'}`, async () => {
        document.documentElement.dir = dir;
        if (font) document.documentElement.style.setProperty('--clerk-font-family-mono', font);
        const shown = await showStep(EVERY_STEP['email-code'] as StepState);
        const input = shown.input('code');
        const cells = [...shown.element.querySelectorAll('.cl-otpCodeFieldInput')];
        for (const [index, digit] of digitsOf(input).entries()) {
          const cell = (cells[index] as Element).getBoundingClientRect();
          ok(
            Math.abs(middle(digit) - middle(cell)) < 0.75,
            `digit ${index}: ${middle(digit) - middle(cell)} px beside`,
          );
        }
        input.focus();
        await sendKeys({ type: '42' });
        const caret = cells.filter((cell) => cell.matches('.cl-caret'));
        equal(caret, [cells[2]], 'the cell with the caret');
        const { display, justifyItems } = getComputedStyle(caret[0] as Element);
        equal([display, justifyItems], ['grid', 'center'], 'its place');
        equal(getComputedStyle(input).caretColor, 'rgba(0, 0, 0, 0)', "the browser's own caret");
      });
    }

    for (const name of ['code-wrong', 'totp-wrong', 'phone-code-wrong', 'sign-up-code-wrong']) {
      it(`shows an error on one line, centered under the cells: ${name}, ${dir}`, async () => {
        document.documentElement.dir = dir;
        const shown = await showStep(EVERY_STEP[name] as StepState);
        const error = shown.find('.cl-formFieldErrorText__code');
        const icon = error.querySelector('svg')?.getBoundingClientRect() as DOMRect;
        const lines = linesOf(error.querySelector('span > span') as Element);
        equal(lines.length, 1, `lines of: ${error.textContent}`);
        const beside = middle(icon, ...lines) - middleOfCells(shown);
        ok(Math.abs(beside) < 1, `${beside} px beside the middle of the cells`);
      });
    }
  }

  it('breaks a long error into lines of about the same length', async () => {
    await setViewport({ width: 375, height: 700 });
    const shown = await showStep(STATE);
    const text = shown.find('.cl-formFieldErrorText__code span > span');
    text.textContent =
      'Dieser Bestätigungscode stimmt nicht überein. Verwenden Sie den Code aus der neuesten Nachricht an Sie.';
    const lines = linesOf(text);
    const widths = lines.map(({ width }) => width);
    ok(lines.length > 1 && Math.min(...widths) > 0.6 * Math.max(...widths), `widths: ${widths}`);
    for (const line of lines.slice(1)) ok(Math.abs(middle(line) - middleOfCells(shown)) < 1, 'its middle');
  });

  it('draws no caret while digits are selected, and keeps it clear of a digit', async () => {
    const shown = await showStep(EVERY_STEP['email-code'] as StepState);
    const input = shown.input('code');
    input.focus();
    await sendKeys({ type: '123' });
    await sendKeys({ press: 'ArrowLeft' });
    const cells = [...shown.element.querySelectorAll<HTMLElement>('.cl-otpCodeFieldInput')];
    equal(cells.map((cell) => cell.matches('.cl-caret')).indexOf(true), 2, 'the cell with the caret');
    equal(getComputedStyle(cells[2] as Element).justifyItems, 'start');
    input.select();
    await sendKeys({ press: 'Shift' });
    equal(cells.filter((cell) => cell.matches('.cl-caret')).length, 0, 'carets');
    equal(cells.filter((cell) => cell.matches('.cl-active')).length, 3, 'cells of the selection');
    input.blur();
    equal(cells.filter((cell) => cell.matches('.cl-caret, .cl-active')).length, 0, 'without the focus');
  });
});
