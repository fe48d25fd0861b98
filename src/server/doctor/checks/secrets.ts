import type { Check } from '../check.ts';
import { textOf } from '../../../protocol/diagnosis/setup.ts';
import { createFinding, shownUrl } from '../../../protocol/diagnosis/finding.ts';

const SECRET = /\bsk_(?:test|live)_[A-Za-z\d_-]{10,}/;

/** Secret keys where visitors can read them. Their text is never repeated. */
export const checkSecrets: Check = {
  name: 'secrets',
  good: 'No secret key is in the page or in its scripts.',
  run({ page, bundles, key }) {
    const isTagKey = key !== undefined && SECRET.test(key.raw);
    const places = [page, ...bundles].filter((answer) => SECRET.test(textOf(answer))).map(({ url }) => shownUrl(url));
    if (isTagKey && places.length === 0) places.push(key.place);
    return places.map((place) => createFinding('key-secret', { place }, `${place} has a text that starts with sk_`));
  },
};
