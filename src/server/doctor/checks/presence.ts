import type { Check } from '../check.ts';
import type { Tag } from '../read-tags.ts';
import { createFinding, shownUrl } from '../../../protocol/diagnosis/finding.ts';

/** An element or a script of clerk-widgets in the HTML. */
export const checkPresence: Check = {
  name: 'presence',
  good: 'The HTML has an element or the script of clerk-widgets.',
  run({ tags, script, pageUrl, api }) {
    if (script) return [];
    const element = elementsOf(tags)[0];
    const src = `${api?.url ?? 'https://clerk.example.com'}/clerk.js`;
    if (element) {
      return [
        createFinding(
          'script-not-seen',
          { tag: element.name, script: src },
          `${count(tags)} script tags, none of clerk-widgets`,
        ),
      ];
    }
    return [
      createFinding(
        'not-in-html',
        { url: shownUrl(pageUrl.href) },
        `${tags.length} tags, ${count(tags)} of them scripts`,
      ),
    ];
  },
};

/** Returns the elements of a page. */
export function elementsOf(tags: readonly Tag[]): Tag[] {
  return tags.filter(({ name }) => name.startsWith('clerk-'));
}

const count = (tags: readonly Tag[]): number => tags.filter(({ name }) => name === 'script').length;
