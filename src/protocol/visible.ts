/**
 * Matches a text in which there is something to see: a character that is neither blank, nor a control, nor ignored
 * when it is drawn, nor a mark without a letter (Unicode, `Default_Ignorable_Code_Point`), nor the empty Braille cell.
 */
export const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Z}\p{M}\u2800]/u;
