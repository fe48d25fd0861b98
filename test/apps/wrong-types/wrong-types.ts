import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import type { ClerkCompleteEvent } from 'clerk-widgets';

@Component({
  selector: 'wrong-types',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <clerk-sign-in (clerk-complete)="pointed($event)" /> <!-- wrong -->
    <clerk-sign-in (clerk-step)="stepped($event.stop)" /> <!-- wrong -->
    <clerk-user-profile #profile (click)="stepped(profile.rooting)" /> <!-- wrong -->
    <clerk-sign-in (clerk-complete)="completed($event)" (clerk-step)="stepped($event.step)" (click)="pointed($event)" />
    <clerk-user-profile #own [customPages]="[]" (click)="stepped(own.routing)" />
  `,
})
export class WrongTypes {
  protected pointed(_event: MouseEvent): void {}
  protected completed(_event: ClerkCompleteEvent): void {}
  protected stepped(_text: string | undefined): void {}
}
