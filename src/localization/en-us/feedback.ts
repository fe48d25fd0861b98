/** Texts that confirm what was typed. */
export const feedback = { formFieldSuccessText__rule: 'Requirement met.' };
