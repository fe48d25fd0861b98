import { html, nothing, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { profilePicture } from '../../../localization/en-us/profile-picture.ts';
import type { ErrorCode } from '../../../protocol/error-codes.ts';
import { errorOf } from '../../base/form-state.ts';
import { errorAlert } from '../../parts/alert.ts';
import { avatar } from '../../parts/avatar.ts';
import { spinner } from '../../parts/icon.ts';
import { personOf } from '../../parts/person.ts';
import { card } from '../card.ts';
import { Editor } from '../editor.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { Cropper } from './cropper.ts';
import sheet from './picture-editor.css';
import { decode, encode, paint, PICTURE_SIDE, problemOf, TYPES } from './picture-file.ts';

const TEXTS = 'userProfile.profilePage';

const DRAGS = ['dragover', 'drop'] as const;

/** The picture that the user has chosen, and the part of it that is kept. */
interface Chosen {
  file: File;
  picture: ImageBitmap;
  cropper: Cropper;
}

/** Lets the user choose a picture, by a button or by dropping a file, and crop it; or remove the one there is. */
export class PictureEditor extends Editor {
  static readonly extension = { sheets: [sheet], texts: [profilePicture] };

  #chosen: Chosen | undefined;
  /** The file that is being decoded. */
  #reading: File | undefined;
  #isOver = false;

  /** Somebody without a picture can only choose one, so the browser's dialog opens at once where it lets a page do that. */
  override opened(): void {
    for (const type of DRAGS) addEventListener(type, refuseFiles);
    const { user } = this.host;
    if (user && !isRemovable(user) && navigator.userActivation?.isActive)
      void this.host.updateComplete.then(this.#browse);
  }

  draw(user: UserResource): TemplateResult {
    const { actions, host } = this;
    const error = actions.form.errors.fields['file'];
    if (this.#chosen) void host.updateComplete.then(this.#paint);
    return card(actions, {
      id: 'picture',
      title: host.t(`${TEXTS}.imageFormTitle`),
      button: this.#chosen ? undefined : null,
      save: () => void this.#save(user),
      content: html`<div
        class=${host.cl('fileDropAreaOuterBox', undefined, this.#isOver && 'over', !!this.#chosen && 'chosen', !canUpload(host) && 'closed')}
        @dragenter=${this.#dragged}
        @dragover=${this.#dragged}
        @dragleave=${this.#left}
        @drop=${this.#dropped}
      >
        ${error ? errorAlert(host, error) : nothing}
        ${this.#chosen ? this.#cropStep(this.#chosen) : this.#startStep(user)}
        <input type="file" accept=${TYPES.join()} hidden @change=${this.#picked} />
      </div>`,
    });
  }

  override closed(): void {
    for (const type of DRAGS) removeEventListener(type, refuseFiles);
    this.#reading = undefined;
    this.#forget();
  }

  #startStep(user: UserResource): TemplateResult {
    const { host, form } = this.actions;
    const busy = !!this.#reading || form.pending !== null;
    return html`<div class="cl-pictureStart">
      ${avatar(host, { ...personOf(user), size: 'l' })}
      <div class=${host.cl('avatarImageActions')}>
        ${
          canUpload(host)
            ? html`<button
                type="button"
                class="${host.cl('avatarImageActionsUpload')} cl-formButtonReset"
                aria-disabled=${busy}
                aria-busy=${busy}
                @click=${this.#browse}
              ><span .textContent=${host.t(`${TEXTS}.imageFormSubtitle`)}></span>${busy ? spinner(host) : nothing}</button>`
            : nothing
        }
        ${
          isRemovable(user)
            ? html`<button
                type="button"
                class=${host.cl('avatarImageActionsRemove')}
                aria-disabled=${busy}
                @click=${() => this.#remove(user)}
                .textContent=${host.t(`${TEXTS}.imageFormDestructiveActionSubtitle`)}
              ></button>`
            : nothing
        }
      </div>
      ${
        canUpload(host)
          ? html`<p class=${host.cl('fileDropAreaHint')}>
              <span .textContent=${host.t(`${TEXTS}.fileDropAreaHint`)}></span>${' '}
              <span class="cl-pictureDesktop" .textContent=${host.t(`${TEXTS}.imageDropHint`)}></span>
            </p>`
          : nothing
      }
    </div>`;
  }

  #cropStep({ cropper }: Chosen): TemplateResult {
    const { host } = this;
    const hint = `${host.uid}-crop-hint`;
    return html`<div class="cl-pictureCrop">
      <div
        class=${host.cl('avatarImageCrop')}
        role="application"
        tabindex="0"
        aria-label=${host.t(`${TEXTS}.imageCropLabel`)}
        aria-describedby=${hint}
        @pointerdown=${cropper.down}
        @pointermove=${cropper.move}
        @pointerup=${cropper.up}
        @pointercancel=${cropper.up}
        @wheel=${cropper.wheel}
        @keydown=${cropper.key}
      ><canvas width=${PICTURE_SIDE} height=${PICTURE_SIDE}></canvas></div>
      <div class="cl-pictureTools">
        <p class="cl-fileDropAreaHint" id=${hint}>
          <span .textContent=${host.t(`${TEXTS}.imageCropHint`)}></span>${' '}
          <span class="cl-pictureDesktop" .textContent=${host.t(`${TEXTS}.imageCropKeys`)}></span>
        </p>
        <label class="cl-pictureZoom" ?hidden=${cropper.mostZoom === 1}>
          <span .textContent=${host.t(`${TEXTS}.imageZoomLabel`)}></span>
          <input
            type="range"
            min="1"
            max=${cropper.mostZoom}
            step="0.01"
            .value=${String(cropper.zoom)}
            @input=${this.#zoomed}
          />
        </label>
        <button
          type="button"
          class="${host.cl('avatarImageActionsUpload')} cl-formButtonReset"
          @click=${this.#browse}
          .textContent=${host.t(`${TEXTS}.imageChooseAnother`)}
        ></button>
      </div>
    </div>`;
  }

  #browse = (): void => {
    if (this.#reading || this.actions.form.pending) return;
    this.host.renderRoot.querySelector<HTMLInputElement>('.cl-actionCard input[type=file]')?.click();
  };

  #picked = ({ currentTarget }: Event): void => {
    const input = currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    // The same file may be chosen once more after an error.
    input.value = '';
    if (file) void this.#read(file);
  };

  #dragged = (event: DragEvent): void => {
    if (!canUpload(this.host) || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.#setOver(true);
  };

  #left = ({ currentTarget, relatedTarget }: DragEvent): void => {
    if (!(currentTarget as Node).contains(relatedTarget as Node | null)) this.#setOver(false);
  };

  #dropped = (event: DragEvent): void => {
    event.preventDefault();
    this.#setOver(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void this.#read(file);
  };

  #setOver(isOver: boolean): void {
    if (isOver !== this.#isOver) this.host.requestUpdate();
    this.#isOver = isOver;
  }

  /** Checks and decodes a file. When it cannot be used, what was chosen before stays. */
  async #read(file: File): Promise<void> {
    const { form, host } = this.actions;
    if (this.#reading || form.pending) return;
    this.#reading = file;
    form.reset();
    const picture = problemOf(file) ?? (await decode(file));
    if (this.#reading !== file) {
      if (typeof picture !== 'string') picture.close();
      return;
    }
    this.#reading = undefined;
    if (typeof picture === 'string') return this.#refuse(picture);
    this.#forget();
    this.#chosen = { file, picture, cropper: new Cropper(picture, this.#changed) };
    await host.focusOn('.cl-avatarImageCrop');
  }

  #refuse(code: ErrorCode): void {
    this.actions.form.reject({ file: errorOf(code, 'file') });
  }

  #zoomed = ({ currentTarget }: Event): void => {
    this.#chosen?.cropper.zoomTo(Number((currentTarget as HTMLInputElement).value));
  };

  /** Shows a new crop without drawing the whole profile anew: it changes with every move of a pointer. */
  #changed = (): void => {
    this.#paint();
    const slider = this.host.renderRoot.querySelector<HTMLInputElement>('.cl-pictureZoom input');
    if (slider && this.#chosen) slider.value = String(this.#chosen.cropper.zoom);
  };

  #paint = (): void => {
    const canvas = this.host.renderRoot.querySelector<HTMLCanvasElement>('.cl-avatarImageCrop canvas');
    if (canvas && this.#chosen) paint(canvas, this.#chosen.picture, this.#chosen.cropper.crop);
  };

  async #save(user: UserResource): Promise<void> {
    const chosen = this.#chosen;
    if (!chosen) return;
    await this.actions.save(async () => {
      // The server crops the middle of a whole picture.
      const file = (await encode(chosen.picture, chosen.cropper.crop)) ?? chosen.file;
      await user.setProfileImage({ file });
    }, `${TEXTS}.imageSuccessMessage`);
  }

  #remove(user: UserResource): void {
    if (this.#reading) return;
    void this.actions.save(() => user.setProfileImage({ file: null }), `${TEXTS}.imageRemovedMessage`);
  }

  #forget(): void {
    this.#chosen?.picture.close();
    this.#chosen = undefined;
  }
}

/** Browsers leave the page for a file that misses the place it was meant for. */
function refuseFiles(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}

/** Whether the server takes a picture. Clerk's always does. */
function canUpload({ environment }: UserProfileHost): boolean {
  return environment?.user_settings.actions?.upload_picture !== false;
}

/** Initials are no picture, and one of Gravatar is removed there. */
function isRemovable({ hasImage, imageUrl }: UserResource): boolean {
  return hasImage && !/gravatar|avatar_placeholder/.test(imageUrl);
}
