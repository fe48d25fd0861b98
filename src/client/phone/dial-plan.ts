import { COUNTRIES } from './countries-table.ts';

/** How people of a country dial each other. */
export interface DialPlan {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  /** Calling code without the plus. */
  readonly dial: string;
  /** How the digits of a mobile number are grouped, such as `(3) 3-4`; groups without a sign between have a blank. */
  readonly groups: string;
  /** What is dialled before a number within the country, but not from abroad; mostly `0`, or nothing. */
  readonly trunk: string;
}

let plans: ReadonlyMap<string, DialPlan> | undefined;

/** Every country with a dial plan, by its ISO code. */
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
 * The dial plan of an international number. Several countries may share a calling code.
 *
 * @param digits of the number, calling code first, without the plus; may be cut short
 * @param country taken if the number can be one of its own, else the main country of the calling code is
 */
export function dialPlanOf(digits: string, country = ''): DialPlan | undefined {
  const fits = (plan: DialPlan | undefined) => plan && digits.startsWith(plan.dial);
  const own = dialPlans().get(country);
  return fits(own) ? own : [...dialPlans().values()].find(fits);
}
