import { COUNTRIES } from './countries-table.ts';

/** How phone numbers of a country are dialed and written. */
export interface DialPlan {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  /** Calling code without the plus. */
  readonly dial: string;
  /** Lengths of the digit groups of a mobile number, such as `(3) 3-4`. Groups without a sign between are split by a blank. */
  readonly groups: string;
  /** Prefix that is dialed only within the country: often `0`, or empty. */
  readonly trunk: string;
}

let plans: ReadonlyMap<string, DialPlan> | undefined;

/** Returns the dial plan of every country, by ISO code. */
export function dialPlans(): ReadonlyMap<string, DialPlan> {
  plans ??= new Map(
    COUNTRIES.split(',').flatMap((entry) => {
      const [head = '', groups = '', trunk = ''] = entry.split(':');
      const dial = head.replace(/\D/g, '');
      const countries = head.slice(dial.length).match(/../g) ?? [];
      return countries.map((country) => [country, { country, dial, groups, trunk }]);
    }),
  );
  return plans;
}

/**
 * Returns the dial plan of an international number. Several countries may share a calling code.
 *
 * @param digits of the number, beginning with the calling code, without the plus; may be incomplete
 * @param country ISO code of the preferred country. If the number cannot be one of it, the main country of the calling
 *   code is used
 */
export function dialPlanOf(digits: string, country = ''): DialPlan | undefined {
  const fits = (plan: DialPlan | undefined) => plan && digits.startsWith(plan.dial);
  const own = dialPlans().get(country);
  return fits(own) ? own : [...dialPlans().values()].find(fits);
}
