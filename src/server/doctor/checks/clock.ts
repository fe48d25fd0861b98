import { aheadOf, judgeClocks } from '../../../protocol/diagnosis/judge-clock.ts';
import type { Check } from '../check.ts';

/** The clocks of the API, of the page's server, and of this machine, by the header `Date`. */
export const checkClock: Check = {
  name: 'clock',
  good: 'The clocks of the API, the page and this machine agree.',
  run({ page, pageUrl, api }) {
    const ofPage = { host: pageUrl.host, ahead: aheadOf(page) };
    const ofApi = { host: api ? new URL(api.url).host : '', ahead: aheadOf(api?.environmentAnswer) };
    if (ofPage.ahead === undefined && ofApi.ahead === undefined) return undefined;
    return judgeClocks(ofApi, ofPage);
  },
};
