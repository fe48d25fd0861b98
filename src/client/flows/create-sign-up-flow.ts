import { createFlow } from './create-flow.ts';
import type { FlowContext } from './flow-context.ts';
import { signUpStart } from './sign-up-start.ts';
import type { FlowOptions, SignUpFlow } from './types.ts';

export function createSignUpFlow(context: FlowContext, options: FlowOptions = {}): SignUpFlow {
  return createFlow(
    context,
    () => signUpStart(context.environment(), { ...options.initialValues }),
    ({ createSignUpMachine }) => createSignUpMachine(context, options),
  );
}
