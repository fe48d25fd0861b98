import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { faultsOfShipped } from '../../build/audit-shipped.ts';
import { foldersOfPackages } from '../../build/bundled-packages.ts';
import { noticesOf } from '../../build/notices.ts';

const ADA = { name: 'ada', version: '1.2.3', license: 'MIT', texts: ['Copyright Ada\n'] };

describe('what of others becomes part of the package', () => {
  it('the notices name each package with its version, licence and texts', () => {
    const notices = noticesOf([ADA, { ...ADA, name: '@b/b', homepage: 'https://b.example' }]);
    assert.match(notices, /^-{80}\nada 1\.2\.3 \(MIT\)\n\nCopyright Ada\n$/m);
    assert.match(notices, /^@b\/b 1\.2\.3 \(MIT\)\nhttps:\/\/b\.example\n/m);
  });

  it('the build refuses to bundle a package whose licence asks for more than its text', () => {
    for (const license of ['GPL-3.0-only', 'UNLICENSED', '']) {
      assert.throws(() => noticesOf([ADA, { ...ADA, name: 'bo', license }]), /: bo \(/);
    }
  });

  it('the notices are of what is in a bundle, and not of what was read for it', () => {
    const inputs = (names: string[], bytesInOutput: number) =>
      Object.fromEntries(names.map((name) => [name, { bytesInOutput }]));
    const outputs = {
      'out.js': {
        bytes: 1,
        imports: [],
        exports: [],
        inputs: {
          ...inputs(
            ['src/a.ts', 'node_modules/a/x.js', 'node_modules/a/y.js', 'node_modules/a/node_modules/@b/c/d.js'],
            9,
          ),
          ...inputs(['node_modules/unused/x.js'], 0),
        },
      },
    };
    assert.deepEqual(foldersOfPackages([{ inputs: {}, outputs }]), [
      'node_modules/a',
      'node_modules/a/node_modules/@b/c',
    ]);
  });

  it('the audit before a release names the faults of bundled, installed and optional packages, and no others', () => {
    const fault = (name: string) => ({ severity: 'high', nodes: [`node_modules/${name}`] });
    const names = ['ada', 'installed', 'native', 'tool'];
    const report = { vulnerabilities: Object.fromEntries(names.map((name) => [name, fault(name)])) };
    const packages = Object.fromEntries(names.map((name) => [`node_modules/${name}`, { dev: name !== 'installed' }]));
    assert.deepEqual(faultsOfShipped(report, noticesOf([ADA]), { packages }, ['native']), [
      'ada: high',
      'installed: high',
      'native: high',
    ]);
  });

  it('the audit before a release fails when the registry does not answer', () => {
    assert.throws(() => faultsOfShipped({ message: '405' }, '', { packages: {} }, []), /405/);
  });
});
