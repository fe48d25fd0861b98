import type { machines } from './machines.ts';

export type Machines = typeof machines;

let loaded: Machines | undefined;

/** Loads what comes after the first page of a form, once that page is painted. */
export async function loadMachines(): Promise<Machines> {
  loaded ??= (await import('./machines.ts')).machines;
  return loaded;
}

/** Returns the machines if they are loaded. */
export function loadedMachines(): Machines | undefined {
  return loaded;
}
