import { define } from '../../elements/base/define.ts';
import { ClerkDevtools } from '../../elements/devtools/devtools.ts';

define('clerk-devtools', ClerkDevtools);

export type { ClerkDevtools };
