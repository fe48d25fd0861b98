import type { SitePage } from '../../../protocol/ask-for-step.ts';
import { judgeSteps } from '../../../protocol/diagnosis/judge-steps.ts';
import type { Check } from '../check.ts';
import { elementsOf } from './presence.ts';

/** Path routing: that a reload at a step finds the page again. */
export const checkSteps: Check = {
  name: 'steps',
  good: 'A reload at a step of the element finds its page.',
  run({ tags, pageUrl: { origin }, visitor }) {
    async function requestPage(path: string): Promise<SitePage | undefined> {
      const { steps, end } = await visitor.travel(new URL(path, origin).href);
      const last = steps.at(-1);
      if (end !== 'page' || last?.kind !== 'answer') return undefined;
      const url = new URL(last.url);
      return url.origin === origin ? { path: url.pathname, status: last.status, text: last.text } : undefined;
    }
    const elements = elementsOf(tags).map(({ name, attributes }) => ({
      tag: name,
      routing: attributes.get('routing'),
      path: attributes.get('path'),
    }));
    return judgeSteps(elements, origin, requestPage);
  },
};
