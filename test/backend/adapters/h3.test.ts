import { describeAdapter } from './every-adapter.ts';

describeAdapter('h3');
describeAdapter('h3 1');
