import type { Page } from 'playwright';
import type { MatrixRow } from './sdk-matrix.ts';

export const PASSWORD = 'a plain long phrase';
/** The code of every test address. */
export const CODE = '424242';

/** What the steps use of the test of the React app. */
export interface FlowTools {
  page(): Page;
  open(path: string): Promise<void>;
  shows(selector: string, text?: string | RegExp): Promise<void>;
  /** Signs out. */
  leave(): Promise<void>;
}

/** Tells how people sign up and in with forms of the app's own, once with the older hooks and once with the newer. */
export function tellFlows(row: MatrixRow, sdk: string, { page, open, shows, leave }: FlowTools): void {
  row.it('custom flow, older calls', 'signs up and in with forms of the app', async () => {
    await leave();
    await open('/older-flow');
    const emailAddress = `older-${sdk}+clerk_test@example.com`;
    await fill('create', { emailAddress, password: PASSWORD });
    await shows('#step', /^code$/);
    await shows('#held', `["missing_requirements","${emailAddress}"`);
    await fill('verify', { code: CODE });
    await shows('#step', /^in$/);
    await leave();
    await open('/older-flow');
    await fill('enter', { identifier: emailAddress, password: 'something else' });
    await shows('#problem', 'form_password_incorrect');
    await fill('enter', { identifier: emailAddress, password: PASSWORD });
    await shows('#step', /^in$/);
    await leave();
    await open('/older-flow');
    await fill('mail', { identifier: emailAddress });
    await shows('#step', 'sign-in code');
    await fill('verifyMail', { code: CODE });
    await shows('#step', /^in$/);
    await leave();
  });

  row.it('custom flow, newer calls', 'signs up and in with forms of the app, without a try', async () => {
    await open('/newer-flow');
    const emailAddress = `newer-${sdk}+clerk_test@example.com`;
    await fill('create', { emailAddress, password: PASSWORD });
    await shows('#held', `["missing_requirements","${emailAddress}"`);
    await fill('verify', { code: '111111' });
    await shows('#problem', 'form_code_incorrect');
    await fill('verify', { code: CODE });
    await isIn(3, emailAddress);
    await leave();
    await open('/newer-flow');
    await fill('enter', { identifier: emailAddress, password: 'something else' });
    await shows('#problem', 'form_password_incorrect');
    await fill('enter', { identifier: emailAddress, password: PASSWORD });
    await isIn(2, emailAddress);
    await leave();
    await open('/newer-flow');
    await fill('mail', { identifier: emailAddress });
    await shows('#held', `"needs_first_factor","${emailAddress}"`);
    await fill('verifyMail', { code: CODE });
    await isIn(2, emailAddress);
    await leave();
  });

  const fill = async (form: string, values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values)) {
      await page().locator(`#${form} input[name=${name}]`).fill(value);
    }
    await page().locator(`#${form} button`).click();
  };
  /** Waits until as many forms of the page are done, and looks who is in. */
  const isIn = async (times: number, email: string) => {
    await shows('#times', `${times}`);
    await open('/');
    await shows('#user', email);
  };
}
