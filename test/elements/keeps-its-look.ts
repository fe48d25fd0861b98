import { emulateMedia, sendMouse } from '@web/test-runner-commands';
import { CLASSLESS_SHEETS, PAGE_STYLES } from '../support/classless-sheets.ts';
import { hardToRead } from '../support/contrast.ts';
import { measuresOf, moved } from '../support/measures.ts';
import { equal } from './support.ts';
import { cleanUpDialogs } from './user-button/settle.ts';

/** The name beside the picture is on the page's background, in the page's color. */
const IN_PAGE = /cl-(userButton(Box|Trigger|OuterIdentifier)|liveRegion)\S* (color|border)/;

/** The style sheet of the page. */
export const pageSheet = document.head.appendChild(document.createElement('style'));

/** Each of the others is parsed once and turned on where it is meant: all tests of a file share the page. */
const SHEETS = [...CLASSLESS_SHEETS, ...PAGE_STYLES].map(({ css, ...known }) => {
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = css.replaceAll(/@import[^;]+;/g, '');
  const sheet = style.sheet as CSSStyleSheet;
  sheet.disabled = true;
  return { ...known, sheet };
});

function turnOn(sheet?: CSSStyleSheet): void {
  for (const each of SHEETS) each.sheet.disabled = each.sheet !== sheet;
  finishAnimations();
}

/** Gives each test a page whose own styles leave everything as it is, and tidies up after it. */
export function plainPage(): void {
  beforeEach(() => {
    // Font and size are inherited from the page, so they are the same with and without the style sheet.
    document.documentElement.style.setProperty('--clerk-font-family', 'Arial');
    document.documentElement.style.setProperty('font-size', '16px');
    // So is the position.
    document.body.style.cssText = 'display: block; width: 780px; max-width: none; margin: 0; padding: 0; border: 0';
  });
  afterEach(async () => {
    pageSheet.textContent = '';
    turnOn();
    await cleanUpDialogs();
    document.body.removeAttribute('style');
    await emulateMedia({ colorScheme: 'light' });
    await sendMouse({ type: 'move', position: [0, 0] });
  });
}

/** Asserts that no node changes its position or look under any of the style sheets, and that every text has contrast. */
export function keepsItsLook(box: Element, what: string): void {
  turnOn();
  const untouched = measuresOf(box);
  equal(hardToRead(box), [], `${what}, nothing`);
  for (const { name, sheet, letBe } of SHEETS) {
    turnOn(sheet);
    const changes = moved(untouched, measuresOf(box)).filter((each) => !letBe?.test(each) && !IN_PAGE.test(each));
    equal(changes, [], `${what}, ${name}`);
    equal(hardToRead(box), [], `${what}, ${name}`);
  }
  turnOn();
}

export function finishAnimations(): void {
  for (const animation of document.getAnimations()) {
    if (animation.effect?.getTiming().iterations === Infinity) animation.cancel();
    else animation.finish();
  }
}
