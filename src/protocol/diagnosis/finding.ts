import { FAULTS, type Fault, type FaultId, fillSlots } from './fault-table.ts';

/** A fault that was found in a set-up. */
export interface Finding {
  id: FaultId;
  status: Fault['status'];
  /** What is wrong, in one sentence. */
  what: string;
  /** What to change, in one sentence. */
  cure: string;
  /** What was seen, such as a header. It holds no secret. */
  evidence: string;
}

/**
 * Creates a finding with the texts of its fault.
 *
 * @param values of the slots of the texts
 */
export function createFinding(id: FaultId, values: Readonly<Record<string, string>>, evidence: string): Finding {
  const { status, cause, cure } = FAULTS[id];
  return {
    id,
    status,
    what: fillSlots(cause, values),
    cure: fillSlots(cure, values),
    evidence: withoutSecrets(evidence),
  };
}

/** Returns a URL without its query, its fragment and its user, which may hold secrets. */
export function shownUrl(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** Returns a text without the keys and tokens in it. */
export function withoutSecrets(text: string): string {
  return text.replace(/\bsk_(test|live)_[\w-]+/g, 'sk_$1_…').replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, 'eyJ…');
}
