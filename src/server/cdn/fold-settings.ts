import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import { isPlainFactor, isProviderFactor } from '../../protocol/strategies.ts';
import type { CdnFiles } from './cdn-library.ts';

/** What a script of the instance gets: the same for every page, and nothing that a visitor may not read. */
export interface InstanceSettings {
  publishableKey: string;
  /** What `/v1/environment` answers. */
  environment: EnvironmentJSON;
}

/**
 * The files that show an element, in the order in which they run, by the element's name without `clerk-`. The name with
 * `+options` stands for its first screen on an instance that offers more sign-in methods.
 */
export type ElementFiles = ReadonlyMap<string, readonly string[]>;

/** How a script that takes settings ends: with the call of its function, which has room for an argument. */
export const TAIL = ');\n';

/** Reads a file of a build. */
export async function readText(files: CdnFiles, name: string): Promise<string> {
  return new TextDecoder().decode(await files.get(name)?.bytes('identity'));
}

/** Reads which files show each element; undefined when the build lacks one of them. */
export async function readElements(files: CdnFiles): Promise<ElementFiles | undefined> {
  const list = JSON.parse(await readText(files, 'elements.json')) as Record<string, string[]>;
  const elements = new Map(Object.entries(list));
  return [...elements.values()].flat().every((name) => files.has(name)) ? elements : undefined;
}

/** Returns the files that apply the theme of the instance; none where it has no own one, so its pages pay nothing. */
export function themeFiles({ environment }: InstanceSettings, elements: ElementFiles): readonly string[] {
  return (environment.display_config.own_theme && elements.get('+appearance')) || [];
}

/** Returns a function that names the files of the first screen of an element, as this instance has it. */
export function firstScreenFiles({ environment }: InstanceSettings) {
  const { first_factors: factors } = environment.auth_config;
  const hasOptions = new Map([
    ['sign-in', factors.some((name) => !isPlainFactor(name))],
    ['sign-up', factors.some(isProviderFactor)],
  ]);
  return (name: string, elements: ElementFiles): readonly string[] => {
    const more = hasOptions.get(name) ? elements.get(`${name}+options`) : undefined;
    return more ?? elements.get(name) ?? [];
  };
}

/** Writes a value as a literal that reads the same in every encoding, and that cannot end a `<script>`. */
export function literal(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u007f-\uffff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
