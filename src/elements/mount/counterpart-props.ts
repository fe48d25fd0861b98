type Props = Readonly<Record<string, unknown>>;

/**
 * Props of the sign-up dialog that a sign-in dialog leads to, and the other way round: what it was told about the
 * twin's redirects becomes the twin's own, and the rest goes along.
 *
 * @param from the dialog that is shown
 */
export function counterpartProps(from: 'SignIn' | 'SignUp', props: Props): Record<string, unknown> {
  const [own, other] = from === 'SignIn' ? ['signIn', 'signUp'] : ['signUp', 'signIn'];
  const { initialValues, unsafeMetadata, appearance, localization, getContainer } = props;
  return {
    initialValues,
    unsafeMetadata,
    appearance,
    localization,
    getContainer,
    forceRedirectUrl: props[`${other}ForceRedirectUrl`],
    fallbackRedirectUrl: props[`${other}FallbackRedirectUrl`],
    [`${own}ForceRedirectUrl`]: props['forceRedirectUrl'],
    [`${own}FallbackRedirectUrl`]: props['fallbackRedirectUrl'],
  };
}
