/**
 * Asks the visitor in a dialog, as the window of a wallet would.
 *
 * @param {object} question `renew` returns the address of another account; without it, the account stays
 * @returns {Promise<boolean>} whether the visitor agreed
 */
export function ask({ title, address, message, renew, yes }) {
  const dialog = make('dialog', { className: 'wallet' });
  const heading = make('h2', { id: 'wallet-title', textContent: title });
  const account = make('code', { className: 'wallet-address', textContent: address });
  const buttons = make('div', { className: 'actions' });
  const no = make('button', { className: 'button quiet', type: 'button', textContent: 'Reject' });
  const agree = make('button', { className: 'button', type: 'button', textContent: yes });
  buttons.append(no, agree);
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.append(heading, make('p', { textContent: 'Demo wallet, in this browser only.' }), label('Account', account));
  if (message) {
    const text = make('pre', { className: 'wallet-message', tabIndex: 0, textContent: message });
    dialog.append(label('Message', text));
  }
  if (renew) {
    const another = make('button', { className: 'link', type: 'button', textContent: 'Make a new account' });
    another.addEventListener('click', () => {
      account.textContent = renew();
    });
    dialog.append(another);
  }
  dialog.append(buttons);
  document.body.append(dialog);
  return new Promise((resolve) => {
    const close = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    no.addEventListener('click', () => close(false));
    agree.addEventListener('click', () => close(true));
    dialog.addEventListener('cancel', () => close(false));
    dialog.showModal();
    agree.focus();
  });
}

function label(text, content) {
  const group = make('div', { className: 'wallet-part' });
  group.append(make('span', { textContent: text }), content);
  return group;
}

function make(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
