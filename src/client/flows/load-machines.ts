import type { machines } from './machines.ts';

export type Machines = typeof machines;

let loaded: Machines | undefined;

/** Loads what comes after the first page of a form: its own chunk, fetched once the first page is up. */
export async function loadMachines(): Promise<Machines> {
  loaded ??= (await import('./machines.ts')).machines;
  return loaded;
}

export function loadedMachines(): Machines | undefined {
  return loaded;
}
