import type { Firefox } from './marionette.ts';
import type { Login, Manager, Question } from './manager.ts';

/** The question beside the address bar. Its fields show what Firefox would save. */
const QUESTION = `
  const notification = PopupNotifications.getNotification('password');
  if (!notification || PopupNotifications.panel.state !== 'open') return null;
  const value = (name) => document.getElementById('password-notification-' + name).value;
  return { kind: notification.mainAction.label.toLowerCase(), username: value('username'), password: value('password') };`;

const IS_ASKING =
  "return !!PopupNotifications.getNotification('password') && PopupNotifications.panel.state === 'open'";

const SAVED = `
  const logins = (await Services.logins.getAllLogins()).map(({ username, password }) => ({ username, password }));
  return logins.sort((a, b) => (a.username < b.username ? -1 : 1));`;

/** Returns Firefox's own password manager in a fresh profile. */
export function firefoxStore(firefox: Firefox): Manager {
  return {
    driver: firefox,
    question: () => firefox.untilInBrowser<Question>(QUESTION),
    isAsking: () => firefox.inBrowser<boolean>(IS_ASKING),
    async accept() {
      await firefox.inBrowser("document.querySelector('#notification-popup > popupnotification').button.click()");
      await firefox.untilInBrowser("return !PopupNotifications.getNotification('password')");
    },
    saved: () => firefox.inBrowser<Login[]>(SAVED),
    async suggest(selector) {
      await firefox.click(selector);
      const list = "document.getElementById('PopupAutoComplete')";
      await firefox.untilInBrowser(
        `return ${list}.popupOpen && !!${list}.querySelector('[originaltype=generatedPassword]')`,
      );
      await firefox.inBrowser(`${list}.querySelector('[originaltype=generatedPassword]').click()`);
    },
    close: () => firefox.close(),
  };
}
