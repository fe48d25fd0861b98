import { CLOCK_SKEW_SECONDS } from '../../../protocol/tokens.ts';
import type { Check } from '../check.ts';
import { createFinding, type Finding } from '../finding.ts';
import type { Answer, Failure } from '../visitor.ts';

/** Session tokens begin this much before they are signed (`nbf`), and are renewed this much before they end. */
const SLACK_SECONDS = 10;
/** Seconds by which the verifier's clock may differ. */
const MOST_SECONDS = SLACK_SECONDS + CLOCK_SKEW_SECONDS;

/** The clocks of the API, of the page's server, and of this machine, by the header `Date`. */
export const checkClock: Check = {
  name: 'clock',
  good: 'The clocks of the API, the page and this machine agree.',
  run({ page, pageUrl, api }) {
    const clocks = [
      { host: pageUrl.host, ahead: aheadOf(page) },
      { host: api && new URL(api.url).host, ahead: api && aheadOf(api.environmentAnswer) },
    ];
    const [ofPage, ofApi] = clocks.map(({ ahead }) => ahead);
    if (ofPage === undefined && ofApi === undefined) return undefined;
    const found: Finding[] = [];
    const [host = '', server = ''] = clocks.map((clock) => clock.host);
    if (ofPage !== undefined && ofApi !== undefined && Math.abs(ofPage - ofApi) > MOST_SECONDS) {
      const seconds = String(Math.round(Math.abs(ofPage - ofApi)));
      const values = { api: server, host, seconds, most: String(MOST_SECONDS) };
      found.push(createFinding('clock-skew', values, `Date of ${server}: ${said(ofApi)}; of ${host}: ${said(ofPage)}`));
    }
    const [off, whose] = ofApi === undefined ? [ofPage ?? 0, host] : [ofApi, server];
    if (Math.abs(off) > MOST_SECONDS) {
      const values = { host: whose, seconds: String(Math.round(Math.abs(off))) };
      found.push(createFinding('clock-local', values, `Date of ${whose}: ${said(off)}`));
    }
    return found;
  },
};

/** Returns the seconds by which the clock of a server is ahead of the local one. */
function aheadOf(answer: Answer | Failure): number | undefined {
  if (answer.kind === 'failure') return undefined;
  const date = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(date)) return undefined;
  // A cache keeps the date of the answer, and counts its age. The header has whole seconds, so half of one is added.
  const age = Number(answer.headers.get('age') ?? 0) || 0;
  return (date + age * 1000 + 500 - answer.at) / 1000;
}

function said(ahead: number): string {
  return `${Math.round(Math.abs(ahead))} s ${ahead < 0 ? 'behind' : 'ahead of'} this machine`;
}
