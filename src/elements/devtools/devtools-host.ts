import type { Finding } from '../../protocol/diagnosis/finding.ts';
import type { ViewHost } from '../base/view-host.ts';
import type { CheckName } from './checks/examine.ts';
import type { PageParts } from './read-setup.ts';
import type { SeenRequest } from './watch/watch-requests.ts';

export const TABS = ['faults', 'state', 'requests'] as const;
export type Tab = (typeof TABS)[number];

/** What the views of the panel show, and what they ask for. */
export interface DevtoolsHost extends ViewHost {
  readonly parts: PageParts;
  readonly findings: readonly Finding[];
  /** Undefined until the page was examined. */
  readonly passed: readonly CheckName[] | undefined;
  readonly requests: readonly SeenRequest[];
  readonly tab: Tab;
  readonly isChecking: boolean;
  /** `failed`: the clipboard is closed, and the report is in a field. */
  readonly copy: 'idle' | 'copied' | 'failed';
  show(tab: Tab): void;
  close(): void;
  check(): void;
  copyReport(): void;
}
