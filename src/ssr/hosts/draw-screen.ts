import type { DeferredViews, ViewTable } from '../../elements/parts/flow-screen.ts';
import type { DrawingHost } from './server-host.ts';

/** The views of a flow. An element loads most of them later; a server has them all. */
export interface ScreenViews<Host, Step extends { name: string }, First extends Step['name']> {
  readonly first: ViewTable<Host, Extract<Step, { name: First }>>;
  readonly rest: DeferredViews<Host, Exclude<Step, { name: First }>>;
  /** Views that replace first ones where those return undefined. */
  readonly full?: DeferredViews<Host, Extract<Step, { name: 'start' }>>;
}

type AnyView<Host> = Partial<Record<string, (host: Host, step: unknown) => unknown>>;

/**
 * Draws the screen of a step with everything that it shows: parts whose code an element loads later are waited for.
 *
 * @returns a template
 * @throws {Error} for a step without a view
 */
export async function drawScreen<Host extends DrawingHost, Step extends { name: string }, First extends Step['name']>(
  host: Host,
  views: ScreenViews<Host, Step, First>,
  step: Step,
): Promise<unknown> {
  const draw = (table: object | undefined) => (table as AnyView<Host> | undefined)?.[step.name]?.(host, step);
  const later = [views.full, views.rest];
  const tables: (object | undefined)[] = [views.first, views.full?.views, views.rest.views];
  if (!tables.some((table) => table && Object.hasOwn(table, step.name))) throw new Error(`No view draws ${step.name}.`);
  for (;;) {
    let drawn = draw(views.first);
    for (const deferred of later) {
      if (drawn !== undefined || !deferred || !Object.hasOwn(deferred.views, step.name)) continue;
      host.extend(deferred);
      drawn = draw(deferred.views);
    }
    // Modules that are already there arrive within one turn of the event loop.
    await new Promise((resolve) => setTimeout(resolve));
    if (host.isAsked || drawn === undefined) await host.whenAsked();
    else return drawn;
  }
}
