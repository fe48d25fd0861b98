import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRegistry, linkToRegistry, registryModule } from '../../build/registry.ts';

const STORE = 'dist/chunks/store-AAAA.js';
const LIT = 'dist/chunks/lit-BBBB.js';
const SIGN_UP = 'dist/chunks/sign-up-CCCC.js';
const PHONE = 'dist/chunks/phone-DDDD.js';

const code = new Map([
  [STORE, 'export{a as createStore};'],
  [LIT, 'export{h as html};'],
  [
    SIGN_UP,
    'import{createStore as s}from"./store-AAAA.js";import{html}from"./lit-BBBB.js";import"./lit-BBBB.js";import{phone}from"./phone-DDDD.js";s(html,phone);import("./phone-DDDD.js");',
  ],
  [PHONE, 'import{html as h}from"./lit-BBBB.js";export const phone=h;'],
]);
const registry = createRegistry([SIGN_UP, PHONE], code, new Set([STORE, LIT]), '1.2.3');

describe('the registry between clerk.js and its chunks', () => {
  it('the registry holds each name that a chunk imports from clerk.js once', () => {
    assert.deepEqual(
      [...registry.handed],
      [
        [STORE, ['createStore']],
        [LIT, ['html']],
      ],
    );
  });

  it('the registry has its own name in each version', () => {
    assert.equal(registry.expression, 'globalThis[Symbol.for("clerk-widgets@1.2.3")]');
  });

  it('the registry is filled after the script has run', () => {
    const [first = '', ...rest] = registryModule('dist/clerk.js', registry).split('\n');
    assert.equal(first, 'import "./dist/clerk.js";');
    assert.match(rest.join('\n'), /import \{createStore as m0_createStore\} from "\.\/dist\/chunks\/store-AAAA\.js";/);
    assert.match(rest.join('\n'), /= \{m0:\{createStore:m0_createStore\},m1:\{html:m1_html\},i: __clerkImport\};/);
  });

  it('the linker replaces the imports of clerk.js in a chunk, and keeps those of other chunks', () => {
    const linked = linkToRegistry(SIGN_UP, code.get(SIGN_UP) ?? '', registry);
    const { expression } = registry;
    assert.equal(
      linked,
      `const{createStore:s}=${expression}.m0;const{html}=${expression}.m1;import{phone}from"./phone-DDDD.js";s(html,phone);${expression}.i("./chunks/phone-DDDD.js");`,
    );
  });

  it('the linker refuses a chunk that imports a part of clerk.js in another way', () => {
    assert.throws(() => linkToRegistry(PHONE, 'export*from"./lit-BBBB.js";', registry), /still imports .*lit-BBBB/);
  });
});
