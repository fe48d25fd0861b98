import { askForStep, type SitePage } from '../../../protocol/ask-for-step.ts';
import type { Check } from '../check.ts';
import type { Facts } from '../facts.ts';
import { createFinding, type Finding } from '../finding.ts';
import { elementsOf } from './presence.ts';

/** A step of each element that can keep its steps in the path. */
const STEPS: Readonly<Record<string, string>> = {
  'clerk-sign-in': 'factor-one',
  'clerk-sign-up': 'verify-email-address',
  'clerk-user-profile': 'security',
};

/** Path routing: that a reload at a step finds the page again. */
export const checkSteps: Check = {
  name: 'steps',
  good: 'A reload at a step of the element finds its page.',
  async run(facts) {
    const routed = elementsOf(facts.tags).flatMap(({ name, attributes }) => {
      const step = STEPS[name];
      const isPath = (attributes.get('routing') ?? 'path') === 'path' && attributes.get('path');
      return step && isPath ? [{ tag: name, step, path: `/${isPath}`.replace(/\/+/g, '/').replace(/\/$/, '') }] : [];
    });
    if (routed.length === 0) return undefined;
    const found = await Promise.all(routed.map((element) => askFor(facts, element)));
    return found.flat();
  },
};

async function askFor(
  { visitor, pageUrl: { origin } }: Facts,
  { tag, step, path }: { tag: string; step: string; path: string },
): Promise<Finding[]> {
  async function requestPage(path: string): Promise<SitePage | undefined> {
    const { steps, end } = await visitor.travel(new URL(path, origin).href);
    const last = steps.at(-1);
    if (end !== 'page' || last?.kind !== 'answer') return undefined;
    const url = new URL(last.url);
    return url.origin === origin ? { path: url.pathname, status: last.status, text: last.text } : undefined;
  }
  const answer = await askForStep(path, step, requestPage);
  const url = `${origin}${path}/${step}`;
  if (answer.kind === 'redirected') {
    return [createFinding('steps-redirected', { url, to: answer.to, path }, `${path}/${step} leads to ${answer.to}`)];
  }
  if (answer.kind !== 'missing') return [];
  const id = answer.isPathWrong ? 'steps-path' : 'steps-missing';
  return [createFinding(id, { url, tag, path }, `GET ${url} shows no <${tag}>`)];
}
