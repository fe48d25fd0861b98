import alert from './alert.css';
import base from './base.css';
import button from './button.css';
import card from './card.css';
import field from './field.css';

/** The sheets of every element that shows a form in a card. */
export const formSheets: readonly string[] = [base, card, field, button, alert];
