import styles from './css-module.module.css';

/** The names of a CSS module: plain class strings, in no cascade layer. */
export const appearance = {
  elements: {
    cardBox: styles.sheet,
    card: styles.body,
    headerTitle: styles.title,
    headerSubtitle: styles.subtitle,
    socialButtonsBlockButton: styles.method,
    socialButtonsIconButton: styles.method,
    dividerLine: styles.rule,
    dividerText: styles.aside,
    formFieldLabel: styles.label,
    formFieldInput: styles.input,
    formFieldAction: styles.link,
    formButtonPrimary: styles.button,
    footer: styles.foot,
    footerActionText: styles.aside,
    footerActionLink: styles.link,
    footerPagesLink: styles.aside,
  },
};
