import { Component, CUSTOM_ELEMENTS_SCHEMA, signal, viewChild } from '@angular/core';
import type { ClerkActionEvent, ClerkCompleteEvent } from 'clerk-widgets';
import { userStore } from 'clerk-widgets/headless';
import { clerk } from './clerk';
import { fromStore } from './from-store';
import { RenameForm } from './rename-form';

@Component({
  selector: 'angular-app',
  imports: [RenameForm],
  // The elements are no components of Angular.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  templateUrl: './app.html',
})
export class App {
  protected readonly account = fromStore(userStore(clerk));
  protected readonly isSigningIn = signal(false);
  protected readonly isProfileShown = signal(false);
  protected readonly look = { elements: { cardBox: 'panel-flat', card: 'panel-flat' } };
  private readonly form = viewChild(RenameForm);

  /** Stays on this page, which shows the user as soon as the store has one. */
  protected signedIn(event: ClerkCompleteEvent): void {
    event.preventDefault();
    this.isSigningIn.set(false);
  }

  protected rename(event: ClerkActionEvent): void {
    console.info(`${event.label} was chosen in the menu.`);
    this.form()?.focus();
  }
}
