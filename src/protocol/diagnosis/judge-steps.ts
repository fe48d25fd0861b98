import { askForStep, type RequestPage } from '../ask-for-step.ts';
import { createFinding, type Finding } from './finding.ts';

/** An element that can keep its steps in the path. */
export interface RoutedElement {
  tag: string;
  routing: string | null | undefined;
  path: string | null | undefined;
}

/** A step of each element that can keep its steps in the path. */
const STEPS: Readonly<Record<string, string>> = {
  'clerk-sign-in': 'factor-one',
  'clerk-sign-up': 'verify-email-address',
  'clerk-user-profile': 'security',
};

/**
 * Returns whether a reload at a step of each element finds the page again.
 *
 * @param origin of the page
 * @returns undefined when no element keeps its steps in the path
 */
export async function judgeSteps(
  elements: readonly RoutedElement[],
  origin: string,
  requestPage: RequestPage,
): Promise<Finding[] | undefined> {
  const routed = elements.flatMap(({ tag, routing, path }) => {
    const step = STEPS[tag];
    return step && path && (routing || 'path') === 'path' ? [{ tag, step, path: normalized(path) }] : [];
  });
  if (routed.length === 0) return undefined;
  const found = await Promise.all(routed.map((element) => judgeStep(element, origin, requestPage)));
  return found.flat();
}

const normalized = (path: string): string => `/${path}`.replace(/\/+/g, '/').replace(/\/$/, '');

async function judgeStep(
  { tag, step, path }: { tag: string; step: string; path: string },
  origin: string,
  requestPage: RequestPage,
): Promise<Finding[]> {
  const answer = await askForStep(path, step, requestPage);
  const url = `${origin}${path}/${step}`;
  if (answer.kind === 'redirected') {
    return [createFinding('steps-redirected', { url, to: answer.to, path }, `${path}/${step} leads to ${answer.to}`)];
  }
  if (answer.kind !== 'missing') return [];
  const id = answer.isPathWrong ? 'steps-path' : 'steps-missing';
  return [createFinding(id, { url, tag, path }, `GET ${url} shows no <${tag}>`)];
}
