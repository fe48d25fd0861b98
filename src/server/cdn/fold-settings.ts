import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { CdnFiles } from './cdn-library.ts';

/** What a script of the instance gets: the same for every page, and nothing that a visitor may not read. */
export interface InstanceSettings {
  publishableKey: string;
  /** What `/v1/environment` answers. */
  environment: EnvironmentJSON;
}

/** How a script that takes settings ends: with the call of its function, which has room for an argument. */
export const TAIL = ');\n';

/** Reads a file of a build. */
export async function readText(files: CdnFiles, name: string): Promise<string> {
  return new TextDecoder().decode(await files.get(name)?.bytes('identity'));
}

/** Writes a value as a literal that reads the same in every encoding, and that cannot end a `<script>`. */
export function literal(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u007f-\uffff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
