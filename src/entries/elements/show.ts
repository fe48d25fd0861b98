import { define } from '../../elements/base/define.ts';
import { ClerkShow, type ShowCondition } from '../../elements/gates/show.ts';

define('clerk-show', ClerkShow);

export type { ClerkShow, ShowCondition };
