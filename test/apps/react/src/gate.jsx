import { Protect, Show, SignedIn, SignedOut } from 'sdk';

/** Shows its children when somebody is signed in, or nobody: version 6 has one component for both. */
export function Gate({ when, children }) {
  if (Show) return <Show when={`signed-${when}`}>{children}</Show>;
  return when === 'in' ? <SignedIn>{children}</SignedIn> : <SignedOut>{children}</SignedOut>;
}

/** Shows its children to users with a permission. */
export function Permitted({ condition, fallback, children }) {
  if (Show) {
    return (
      <Show when={condition} fallback={fallback}>
        {children}
      </Show>
    );
  }
  const props = typeof condition === 'function' ? { condition } : condition;
  return (
    <Protect {...props} fallback={fallback}>
      {children}
    </Protect>
  );
}
