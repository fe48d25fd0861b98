import { page } from '../../client/platform/native.ts';

/**
 * Writes to the console why there is no instance: its key or its proxy URL is malformed. Without an instance no element
 * is loaded but the one that names such faults.
 */
export async function sayBroken(error: unknown): Promise<void> {
  console.error(error instanceof Error ? error.message : error);
  // The element may not be parsed yet.
  if (page.readyState === 'loading') await new Promise((resolve) => addEventListener('DOMContentLoaded', resolve));
  if (page.querySelector('clerk-devtools')) await import('../elements/devtools.ts');
}
