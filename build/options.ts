import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BuildOptions } from 'esbuild';
import { cssText, squeezeTemplates, withoutShadowStyles } from './plugins.ts';
import { trimmedLit } from './trimmed-lit.ts';

/** Folder of everything that is built. */
export const DIST = 'dist';

/** The oldest browsers that are supported, in esbuild's words. The README names them. */
export const BROWSERS = ['chrome111', 'firefox114', 'safari16.4'];

/** The parts of package.json that the build reads. */
export const manifest: {
  version: string;
  engines: { node: string };
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  exports: Record<string, string | { types?: string }>;
} = JSON.parse(readFileSync('package.json', 'utf8'));

export const common = {
  bundle: true,
  minify: true,
  format: 'esm',
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions;

export const browser = {
  ...common,
  target: BROWSERS,
  platform: 'browser',
  conditions: ['browser', 'production'],
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [cssText(BROWSERS), squeezeTemplates, withoutShadowStyles, trimmedLit],
} satisfies BuildOptions;

/** Writes a file, and the folders above it. */
export function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
