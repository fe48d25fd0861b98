import { readObjectFile } from '../serve/read-config-file.ts';

/**
 * Reads a file with a seed: JSON, or a module with a default export. The content is not checked.
 *
 * @param directory where a relative path starts; default: the working directory
 * @throws {ConfigError} when the file cannot be read
 */
export function readSeedFile(file: string, directory?: string): Promise<unknown> {
  return readObjectFile(file, '--seed', directory);
}
