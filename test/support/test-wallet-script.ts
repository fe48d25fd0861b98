import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { TestWalletOptions } from './test-wallet.ts';

/**
 * Returns the source of a script that installs a test wallet before the page's own scripts, as an extension does. Tests
 * reach the wallet as `window.testWallet`.
 */
export async function testWalletScript(options: TestWalletOptions = {}): Promise<string> {
  const contents = `
    import { createTestWallet } from './test-wallet.ts';
    window.testWallet = createTestWallet(${JSON.stringify(options)});
    window.testWallet.install(window);`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
