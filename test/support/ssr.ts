import '../../build/source-hooks.ts';

/** The renderer, from its sources. Style sheets are modules once the hooks are there, so it is imported after them. */
export const { renderToString } = await import('../../src/ssr/render/render-to-string.ts');
export const { renderSignIn } = await import('../../src/ssr/render-sign-in.ts');
export const { renderSignUp } = await import('../../src/ssr/render-sign-up.ts');
export const { pageRenderer } = await import('../../src/ssr/page-renderer.ts');
export const { answerFlow } = await import('../../src/ssr/flow/answer-flow.ts');
