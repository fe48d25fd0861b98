import path from 'node:path';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // The packages are in the folder above this one.
  turbopack: { root: path.resolve('..') },
};

export default config;
