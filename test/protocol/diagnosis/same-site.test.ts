import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSameSite } from '../../../src/protocol/diagnosis/same-site.ts';

for (const [one, other, isSame] of [
  ['app.example.com', 'clerk.example.com', true],
  ['example.com', 'clerk.example.com', true],
  ['clerk.a.example.com', 'b.example.com', true],
  ['example.com', 'example.org', false],
  ['app.example.com', 'clerk.other.com', false],
  ['app.example.co.uk', 'clerk.example.co.uk', true],
  ['example.co.uk', 'other.co.uk', false],
  ['app.vercel.app', 'clerk.vercel.app', false],
  ['a.app.vercel.app', 'b.app.vercel.app', true],
  ['localhost', 'localhost', true],
  ['app.localhost', 'clerk.localhost', false],
  ['10.0.0.1', '10.0.0.1', true],
  ['10.0.0.1', '11.0.0.1', false],
] as const) {
  test(`${one} and ${other} are of ${isSame ? 'one site' : 'two sites'}`, () => {
    assert.equal(isSameSite(one, other), isSame);
    assert.equal(isSameSite(other, one), isSame);
  });
}
