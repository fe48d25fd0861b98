/**
 * Matches a text with at least one visible character. Spaces, controls, characters that are ignored when drawn, marks
 * without a letter (Unicode, `Default_Ignorable_Code_Point`) and the empty Braille cell are not visible.
 */
export const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Z}\p{M}\u2800]/u;
