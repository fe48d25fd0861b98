import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classesIn } from '../../build/css-classes.ts';

const keysIn = (code: string) => classesIn(code).map(({ key }) => key);

describe('the classes in the manifest', () => {
  it('the manifest has the keys of each call, whatever else the call says', () => {
    assert.deepEqual(keysIn('this.cl("card"); host.cl("badge", id(row), open && "open"); menu.host.cl("menu")'), [
      'badge',
      'card',
      'menu',
    ]);
  });

  it('the manifest has every key that a call chooses from', () => {
    assert.deepEqual(keysIn('host.cl(isIcons ? "iconButton" : "blockButton", method.id)'), [
      'blockButton',
      'iconButton',
    ]);
  });

  it('the manifest has no class that is built from a key in a variable, because the build refuses the call', () => {
    assert.throws(() => classesIn('host.cl(key, method.id)'), /name the key in the call/);
  });

  it('the manifest has classes without a key, without their ids and without states', () => {
    const code = 'html`<p class="cl-rowText cl-danger"><b class="cl-avatar__s ${open ? "cl-open" : ""} cl-a-root">`';
    assert.deepEqual(classesIn(code), [{ name: 'cl-a-root' }, { name: 'cl-avatar' }, { name: 'cl-rowText' }]);
  });

  it('the manifest has a class once when it is written out elsewhere', () => {
    assert.deepEqual(classesIn('host.cl("card"); html`<p class="cl-card">`'), [{ name: 'cl-card', key: 'card' }]);
  });

  it('the manifest has no attribute and no name that goes on with a value', () => {
    assert.deepEqual(classesIn('html`<p data-cl-size="1" class="cl-${flow}-root cl-modal${count} cl-hue-${n}">`'), []);
  });
});
