import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Pages } from './site.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
/** What the server answers. Every other path is a page of the app. */
const API = /^\/(v1|npm|__clerk|__dev|\.well-known)\/|^\/(clerk\.js|healthz|readyz)$/;

/** The files of an app that a bundler has built into a folder. Every path without a file is answered with its one page. */
export function builtPages(folder: string): Pages {
  return ({ pathname }) => {
    if (API.test(pathname)) return undefined;
    const wanted = path.join(folder, path.normalize(pathname));
    const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : path.join(folder, 'index.html');
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    return new Response(readFileSync(file), { headers: { 'content-type': type } });
  };
}
