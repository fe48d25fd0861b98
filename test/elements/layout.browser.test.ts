import { setViewport } from '@web/test-runner-commands';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { type ShownStep, showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';

/** 254 characters, the most that an email address may have. */
const LONG_ADDRESS = `${'donaudampfschifffahrt'.repeat(4).slice(0, 64)}@${'elektrizitaetswerk.'.repeat(11).slice(0, 185)}.com`;
/** Nodes that are hidden on purpose, or clipped on purpose. */
const UNSEEN = '.cl-liveRegion, .cl-formFieldMet, .cl-usernameField, .cl-otpCodeFieldText, option, select';

describe('layout', () => {
  afterEach(async () => {
    cleanUp();
    document.documentElement.style.removeProperty('font-size');
    await setViewport({ width: 1280, height: 900 });
  });

  for (const [name, state] of Object.entries(EVERY_STEP)) {
    it(`keeps long words and a long address inside the card at 320 px, in both directions and with large text: ${name}`, async () => {
      await setViewport({ width: 320, height: 700 });
      const text = JSON.stringify(state).replaceAll(/"(ada|a\*\*\*)@example\.com"/g, `"${LONG_ADDRESS}"`);
      const long = JSON.parse(text, (key, value) => (key === 'addedAt' ? new Date(value) : value));
      const shown = await showStep(long);
      lengthen(shown.element);
      const page = document.documentElement;
      for (const [dir, size] of [
        ['ltr', ''],
        ['rtl', ''],
        ['ltr', '200%'],
      ] as const) {
        page.dir = dir;
        page.style.setProperty('font-size', size);
        equal(sticksOut(shown), [], `${dir} ${size}`);
      }
    });
  }
});

describe('a subtitle', () => {
  afterEach(async () => {
    cleanUp();
    await setViewport({ width: 1280, height: 900 });
  });

  for (const [name, state] of Object.entries(EVERY_STEP)) {
    it(`says what a screen is for in two lines at most, at 375 px: ${name}`, async () => {
      await setViewport({ width: 375, height: 700 });
      const { element } = await showStep(state);
      const subtitle = element.querySelector('.cl-headerSubtitle');
      if (!subtitle) return;
      const lines = subtitle.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(subtitle).lineHeight);
      ok(lines < 2.5, `${Math.round(lines)} lines: ${subtitle.textContent}`);
    });
  }
});

describe('a footer', () => {
  afterEach(cleanUp);

  for (const [name, state] of Object.entries(EVERY_STEP)) {
    it(`shows the footer only if it has content: ${name}`, async () => {
      const { element } = await showStep(state);
      for (const footer of element.querySelectorAll<HTMLElement>('.cl-footer')) {
        ok(footer.innerText.trim() || footer.getClientRects().length === 0, 'no empty strip');
      }
    });
  }
});

describe('logos of providers', () => {
  afterEach(async () => {
    cleanUp();
    await setViewport({ width: 1280, height: 900 });
  });

  for (const width of [320, 375, 1280]) {
    it(`leaves no provider alone in the last row, at ${width} px`, async () => {
      await setViewport({ width, height: 700 });
      const { element, find } = await showStep(EVERY_STEP['start-many-providers'] as StepState);
      const grid = find('.cl-socialIcons');
      const [mark] = grid.children;
      for (let count = 3; count <= 10; count++) {
        grid.replaceChildren(...Array.from({ length: count }, () => mark?.cloneNode(true) as Element));
        const tops = [...grid.children].map((each) => each.getBoundingClientRect().top);
        const last = tops.filter((top) => top === tops.at(-1)).length;
        ok(last > 1 && (last === count || last >= count / 3), `${count} marks, ${last} in the last row`);
        equal(sticksOut({ element }), [], `${count} marks`);
      }
    });
  }
});

/** Returns the nodes that a user would have to scroll to, or could not see. */
function sticksOut({ element }: Pick<ShownStep, 'element'>): string[] {
  const page = document.documentElement;
  const found = page.scrollWidth > page.clientWidth ? [`the page: ${page.scrollWidth} > ${page.clientWidth}`] : [];
  const box = element.querySelector('.cl-cardBox')?.getBoundingClientRect() ?? page.getBoundingClientRect();
  for (const each of element.querySelectorAll<HTMLElement>('.cl-cardBox *')) {
    if (each.closest(UNSEEN)) continue;
    const { left, right, width } = each.getBoundingClientRect();
    const isText =
      each instanceof HTMLInputElement || [...each.childNodes].some((node) => node instanceof Text && node.data.trim());
    const { textOverflow, display } = getComputedStyle(each);
    const isCut = isText && display !== 'inline' && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
    // A node in a line that ends in an ellipsis is clipped with it.
    const isInLine = display === 'inline' && getComputedStyle(boxAround(each)).textOverflow === 'ellipsis';
    const isOut = width > 0 && !isInLine && (left < box.left - 0.5 || right > box.right + 0.5);
    if (isOut || (isCut && textOverflow !== 'ellipsis'))
      found.push(`${each.tagName}.${each.className}: ${each.scrollWidth}`);
  }
  return found;
}

/** Returns the box whose lines a node is in. */
function boxAround(node: Element): Element {
  const parent = node.parentElement as Element;
  return getComputedStyle(parent).display === 'inline' ? boxAround(parent) : parent;
}

/** Makes every word as long as German words can be. */
function lengthen(scope: Element): void {
  const texts = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
    if (text.parentElement?.closest(UNSEEN)) continue;
    text.data = text.data.replaceAll(/(?<![@.\p{L}])\p{L}{5,}(?![@.\p{L}])/gu, '$&sbestätigung');
  }
}
