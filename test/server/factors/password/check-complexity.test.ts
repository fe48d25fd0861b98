import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkComplexity, type ComplexityRules } from '../../../../src/server/factors/password/check-complexity.ts';

const OFF: ComplexityRules = {
  requireLowercase: false,
  requireUppercase: false,
  requireNumbers: false,
  requireSpecialChar: false,
  allowedSpecialCharacters: '',
};
const ALL: ComplexityRules = {
  ...OFF,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSpecialChar: true,
};

describe('the complexity of a password', () => {
  it('any password is complex enough when the instance has no rules', () => {
    for (const password of ['', 'a', 'A', '1', '😀']) assert.deepEqual(checkComplexity(password, OFF), []);
  });

  it('a weak password gets every broken rule at once', () => {
    assert.deepEqual(checkComplexity('😀'.repeat(8), ALL), [
      'form_password_no_lowercase',
      'form_password_no_uppercase',
      'form_password_no_number',
    ]);
    assert.deepEqual(checkComplexity('abcdefgh', ALL), [
      'form_password_no_uppercase',
      'form_password_no_number',
      'form_password_no_special_char',
    ]);
    assert.deepEqual(checkComplexity('Abcdefg1-', ALL), []);
  });

  it('letters and digits of other scripts count towards complexity', () => {
    assert.deepEqual(checkComplexity('Пароль٣ и ещё', ALL), []);
    assert.deepEqual(checkComplexity('e\u0301Aa1', { ...OFF, requireSpecialChar: true }), [
      'form_password_no_special_char',
    ]);
  });

  it('a list of special characters excludes all other ones', () => {
    const rules = { ...OFF, requireSpecialChar: true, allowedSpecialCharacters: '^-]\\💥' };
    assert.deepEqual(checkComplexity('with ! and ?', rules), ['form_password_no_special_char']);
    for (const special of ['^', '-', ']', '\\', '💥']) assert.deepEqual(checkComplexity(`a${special}`, rules), []);
    assert.deepEqual(checkComplexity('half \ud83d of one', rules), ['form_password_no_special_char']);
  });
});
