import assert from 'node:assert/strict';
import type { StoryPage } from '../../support/story-page.ts';

/** More controls than any of the pages has. */
const MOST_STEPS = 60;

/** A user without a mouse on a page of any engine. */
export class KeyboardUser {
  readonly page: StoryPage;

  constructor(page: StoryPage) {
    this.page = page;
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }
  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** Waits until the focus is on this element, and checks that a user sees it. */
  async isAt(selector: string): Promise<void> {
    await this.page.locator(`${selector}:focus-visible`).waitFor();
    const isSeen = await this.page.evaluate(() => {
      const focused = document.activeElement as Element;
      // The parts of a field that draw the ring for it.
      const boxes = focused.closest('.cl-otpCodeField, .cl-phoneInputBox')?.querySelectorAll('*') ?? [];
      const isDrawn = [focused, ...boxes].some((each) => getComputedStyle(each).outlineStyle === 'solid');
      const { left, right, top, bottom } = focused.getBoundingClientRect();
      return isDrawn && right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
    });
    assert.ok(isSeen, `a ring around ${selector}, on screen`);
  }

  /** Moves the focus to this element. */
  async walkTo(selector: string, key = 'Tab'): Promise<void> {
    await this.page.locator(selector).first().waitFor();
    const isThere = () => this.page.evaluate((wanted) => !!document.activeElement?.matches(wanted), selector);
    for (let steps = 0; steps < MOST_STEPS && !(await isThere()); steps++) await this.press(key);
    await this.isAt(selector);
  }

  /** Moves the focus to this element and presses Enter. */
  async use(selector: string): Promise<void> {
    await this.walkTo(selector);
    await this.press('Enter');
  }
}
