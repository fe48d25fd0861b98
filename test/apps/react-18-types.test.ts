import { describe, it } from 'node:test';
import { buildApp } from '../support/framework-app.ts';
import { assertRefused } from '../support/refused-lines.ts';

describe('the types for React 18', () => {
  it('React 18 takes what it can write into attributes, and nothing else', async () => {
    const app = await buildApp({ name: 'react-18-types' });
    await assertRefused(app, 'test/apps/react-18-types/src/WrongTypes.tsx', 'src', 'tsc --noEmit --pretty false');
  });
});
