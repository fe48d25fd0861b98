import { arSA } from '@clerk/localizations/ar-SA';
import { deDE } from '@clerk/localizations/de-DE';
import { esES } from '@clerk/localizations/es-ES';
import { frFR } from '@clerk/localizations/fr-FR';
import { heIL } from '@clerk/localizations/he-IL';
import { itIT } from '@clerk/localizations/it-IT';
import { jaJP } from '@clerk/localizations/ja-JP';
import { nlNL } from '@clerk/localizations/nl-NL';
import { ptBR } from '@clerk/localizations/pt-BR';
import { zhCN } from '@clerk/localizations/zh-CN';
import type { TextTree } from '../../src/localization/types.ts';

/** Ten locale objects as Clerk publishes them: seven whose gaps our own texts fill, and three that have English there. */
export const PUBLISHED_LOCALES = [arSA, deDE, esES, frFR, heIL, itIT, jaJP, nlNL, ptBR, zhCN] as readonly (TextTree & {
  locale: string;
})[];
