import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { ENGINES, enginesFor, findFirefox } from '../support/engines.ts';

describe('engines of the browser tests', () => {
  const { PATH, FIREFOX_PATH } = process.env;
  let lines: string[];

  beforeEach(() => {
    lines = [];
    delete process.env.FIREFOX_PATH;
    mock.method(console, 'log', (line: string) => lines.push(line));
  });
  afterEach(() => {
    mock.restoreAll();
    process.env.PATH = PATH;
    delete process.env.FIREFOX_PATH;
    if (FIREFOX_PATH) process.env.FIREFOX_PATH = FIREFOX_PATH;
  });

  it('says which engines are missing, which tests do not run, and what to install', () => {
    process.env.PATH = '/nowhere';
    assert.deepEqual(enginesFor('The main stories'), ['chromium']);
    assert.deepEqual(lines, [
      '!!! NO FIREFOX: The main stories DO NOT RUN in it. Install firefox-esr, or name a Firefox by FIREFOX_PATH.',
      '!!! NO WEBKIT: The main stories DO NOT RUN in it. Install webkit2gtk-driver, xvfb and xsettingsd, or name the driver by WEBKIT_DRIVER_PATH.',
    ]);
  });

  it('finds a browser that a variable names before an installed one', () => {
    process.env.FIREFOX_PATH = process.execPath;
    assert.equal(findFirefox(), process.execPath);
    process.env.PATH = '/nowhere';
    assert.deepEqual(enginesFor('The main stories', ['firefox']), ['firefox']);
    assert.deepEqual(lines, []);
  });

  it('takes every engine of a machine that has all of them', () => {
    const found = enginesFor('The main stories');
    assert.equal(found.length + lines.length, ENGINES.length);
  });
});
