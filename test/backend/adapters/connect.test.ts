import { describeAdapter } from './every-adapter.ts';

describeAdapter('connect');
