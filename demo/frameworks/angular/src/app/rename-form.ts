import { Component, type ElementRef, input, signal, viewChild } from '@angular/core';
import { isClerkAPIResponseError, type UserResource } from 'clerk-widgets/headless';

@Component({
  selector: 'rename-form',
  template: `
    <form class="panel-form" (submit)="save($event)">
      <label class="panel-label" for="angular-first-name">First name</label>
      <input
        #field
        id="angular-first-name"
        class="panel-input"
        autocomplete="given-name"
        maxlength="64"
        [value]="user().firstName ?? ''"
      />
      <button class="panel-button" type="submit" [disabled]="isSaving()">Save</button>
      <p class="panel-status" role="status">{{ status() }}</p>
    </form>
  `,
})
export class RenameForm {
  readonly user = input.required<UserResource>();
  protected readonly status = signal('');
  protected readonly isSaving = signal(false);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  focus(): void {
    this.field().nativeElement.focus();
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.isSaving.set(true);
    this.status.set('');
    try {
      await this.user().update({ firstName: this.field().nativeElement.value });
      this.status.set('Saved.');
    } catch (error) {
      this.status.set((isClerkAPIResponseError(error) && error.errors[0]?.longMessage) || 'That did not work.');
    } finally {
      this.isSaving.set(false);
    }
  }
}
