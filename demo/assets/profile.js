import { busy, ready } from './ready.js';

const clerk = await ready;
const forms = document.forms;
const picture = document.getElementById('picture-now');
const remove = document.getElementById('picture-remove');

// Fills the forms now and at every change, also one that was made in another tab.
clerk.addListener(({ user }) => {
  if (!user) return;
  fill(forms.name, user);
  fill(forms.about, user.unsafeMetadata);
  picture.src = user.imageUrl;
  picture.hidden = !user.hasImage;
  remove.hidden = !user.hasImage;
});

onSubmit(forms.name, async ({ firstName, lastName, username }) => {
  await clerk.user.update({ firstName: firstName.value, lastName: lastName.value, username: username.value || null });
  return 'Saved.';
});

onSubmit(forms.about, async ({ field, weekly }) => {
  await clerk.user.updateMetadata({ unsafeMetadata: { field: field.value, weekly: weekly.checked } });
  return 'Saved.';
});

forms.picture.addEventListener('submit', (event) => event.preventDefault());
forms.picture.file.addEventListener('change', ({ target }) => {
  const [file] = target.files;
  if (file) void change(() => clerk.user.setProfileImage({ file }), 'The picture is saved.');
});
remove.addEventListener('click', () => {
  // The button goes with the picture, and the focus must not go with it.
  forms.picture.file.focus();
  void change(() => clerk.user.setProfileImage({ file: null }), 'The picture is gone.');
});

async function change(call, done) {
  await busy(remove, forms.picture.querySelector('[role=status]'), async () => {
    await withProof(call);
    forms.picture.reset();
    return done;
  });
}

/** Saves a form, and shows what the server says at the field that it names. */
function onSubmit(form, save) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const status = form.querySelector('[role=status]');
    for (const { id } of form.elements) form.elements[id]?.removeAttribute('aria-invalid');
    void busy(form.querySelector('[type=submit]'), status, () => withProof(() => save(form.elements), form));
  });
}

/** Calls, and once more after the visitor has proved who they are, when the change needs a recent proof. */
async function withProof(call, form) {
  try {
    return await call();
  } catch (error) {
    const [first] = error?.errors ?? [];
    if (first?.code === 'session_reverification_required') {
      await new Promise((afterVerification, reject) => {
        clerk.__internal_openReverification({
          afterVerification,
          afterVerificationCancelled: () => reject(error),
        });
      });
      return call();
    }
    const field = form?.elements.namedItem(camel(first?.meta?.paramName ?? ''));
    field?.setAttribute('aria-invalid', 'true');
    field?.focus();
    throw error;
  }
}

/** Writes values into a form, but not over what the visitor is typing. */
function fill(form, values) {
  for (const input of form.elements) {
    if (input.type === 'checkbox') input.checked = Boolean(values[input.name]);
    else if (input.name && input.value === input.defaultValue) {
      input.defaultValue = String(values[input.name] ?? '');
      input.value = input.defaultValue;
    }
  }
}

function camel(name) {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}
