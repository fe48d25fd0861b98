const link = 'font-semibold text-indigo-700 underline-offset-4 hover:underline dark:text-indigo-300';
const method =
  'flex items-center justify-center gap-2.5 h-11 px-4 rounded-xl border border-slate-300 bg-white text-sm font-semibold text-slate-800 shadow-xs transition hover:border-slate-400 hover:bg-slate-50 dark:border-white/15 dark:bg-white/5 dark:text-slate-100 dark:hover:bg-white/10';

/** Utility classes of Tailwind 4, in its own cascade layers. */
export const appearance = {
  elements: {
    cardBox:
      'w-full overflow-hidden rounded-3xl border-0 bg-white/80 ring-1 ring-slate-900/10 shadow-2xl shadow-indigo-950/25 backdrop-blur-xl dark:bg-slate-900/80 dark:ring-white/15',
    card: 'grid gap-6 rounded-none bg-transparent px-6 pt-10 pb-8 sm:px-10',
    header: 'grid justify-items-start gap-1.5 text-start',
    headerTitle: 'text-2xl font-bold tracking-tight text-slate-900 dark:text-white',
    headerSubtitle: 'text-sm text-slate-600 dark:text-slate-300',
    socialButtonsBlockButton: method,
    socialButtonsIconButton: method,
    dividerRow: 'flex items-center gap-4',
    dividerLine: 'h-px flex-1 bg-slate-900/10 dark:bg-white/15',
    dividerText: 'text-xs font-medium text-slate-600 dark:text-slate-300',
    formFieldLabel: 'text-sm font-semibold text-slate-800 dark:text-slate-100',
    formFieldInput:
      'h-11 w-full rounded-xl border border-slate-400 bg-white px-3.5 text-base text-slate-900 shadow-xs transition hover:border-slate-500 focus:border-indigo-600 focus:ring-4 focus:ring-indigo-500/25 focus:outline-none dark:border-slate-500 dark:bg-slate-950/60 dark:text-white dark:focus:border-indigo-400',
    formFieldAction: `text-sm ${link}`,
    formButtonPrimary:
      'grid place-items-center w-full h-11 mt-2 px-4 rounded-xl border-0 bg-linear-to-r from-indigo-600 to-violet-600 text-sm font-semibold text-white shadow-lg shadow-indigo-600/30 transition hover:from-indigo-700 hover:to-violet-700 focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-indigo-600 dark:focus-visible:outline-indigo-300',
    footer:
      'grid justify-items-center gap-2 border-t border-slate-900/10 bg-slate-50/70 px-6 py-5 text-center text-sm dark:border-white/10 dark:bg-white/5',
    footerActionText: 'text-slate-600 dark:text-slate-300',
    footerActionLink: link,
    footerPagesLink: 'text-slate-600 underline-offset-4 hover:underline dark:text-slate-300',
  },
};
