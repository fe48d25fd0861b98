import { CLOCK_SKEW_SECONDS } from '../tokens.ts';
import { createFinding, type Finding } from './finding.ts';
import type { Answered, Unanswered } from './setup.ts';

/** A server, and the seconds by which its clock is ahead of the local one; undefined when it does not tell. */
export interface ServerClock {
  host: string;
  ahead: number | undefined;
}

/** Session tokens begin this much before they are signed (`nbf`), and are renewed this much before they end. */
const SLACK_SECONDS = 10;
/** Seconds by which the verifier's clock may differ. */
const MOST_SECONDS = SLACK_SECONDS + CLOCK_SKEW_SECONDS;

/** Returns what differs between the clocks of the API, of the page's server, and of this machine. */
export function judgeClocks(ofApi: ServerClock, ofPage: ServerClock): Finding[] {
  const found: Finding[] = [];
  if (ofPage.ahead !== undefined && ofApi.ahead !== undefined) {
    const apart = Math.abs(ofPage.ahead - ofApi.ahead);
    if (apart > MOST_SECONDS) {
      const values = { api: ofApi.host, host: ofPage.host, seconds: rounded(apart), most: String(MOST_SECONDS) };
      const evidence = `Date of ${ofApi.host}: ${said(ofApi.ahead)}; of ${ofPage.host}: ${said(ofPage.ahead)}`;
      found.push(createFinding('clock-skew', values, evidence));
    }
  }
  const { ahead = 0, host } = ofApi.ahead === undefined ? ofPage : ofApi;
  if (Math.abs(ahead) > MOST_SECONDS) {
    const values = { host, seconds: rounded(Math.abs(ahead)) };
    found.push(createFinding('clock-local', values, `Date of ${host}: ${said(ahead)}`));
  }
  return found;
}

/** Returns the seconds by which the clock of a server is ahead of the local one, by the header `Date`. */
export function aheadOf(answer: Answered | Unanswered | undefined): number | undefined {
  if (answer?.kind !== 'answer') return undefined;
  const date = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(date)) return undefined;
  // A cache keeps the date of the answer, and counts its age. The header has whole seconds, so half of one is added.
  const age = Number(answer.headers.get('age') ?? 0) || 0;
  return (date + age * 1000 + 500 - answer.at) / 1000;
}

function said(ahead: number): string {
  return `${rounded(Math.abs(ahead))} s ${ahead < 0 ? 'behind' : 'ahead of'} this machine`;
}

const rounded = (seconds: number): string => String(Math.round(seconds));
